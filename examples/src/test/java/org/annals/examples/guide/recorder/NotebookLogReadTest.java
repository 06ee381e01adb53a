package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.LogReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookLogReadTest extends LogReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
