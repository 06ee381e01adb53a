package org.annals.testkit.contract;

final class MemoryTimerTest extends TimerContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
