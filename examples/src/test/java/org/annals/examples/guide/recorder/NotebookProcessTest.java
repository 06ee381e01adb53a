package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.ProcessContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookProcessTest extends ProcessContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
