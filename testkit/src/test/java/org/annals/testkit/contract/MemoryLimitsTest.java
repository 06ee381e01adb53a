package org.annals.testkit.contract;

final class MemoryLimitsTest extends LimitsContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
