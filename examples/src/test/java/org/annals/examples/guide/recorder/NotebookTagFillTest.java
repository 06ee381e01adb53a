package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TagFillContract;

final class NotebookTagFillTest extends TagFillContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
