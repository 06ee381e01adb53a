package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TimerContract;

final class NotebookTimerTest extends TimerContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
