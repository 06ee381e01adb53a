package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.RepeatContract;

final class NotebookRepeatTest extends RepeatContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
