package org.annals.testkit.contract;

final class MemoryRepeatTest extends RepeatContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
