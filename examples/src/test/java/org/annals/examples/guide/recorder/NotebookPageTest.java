package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.PageContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookPageTest extends PageContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
