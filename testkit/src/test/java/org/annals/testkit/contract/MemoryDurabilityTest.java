package org.annals.testkit.contract;

final class MemoryDurabilityTest extends DurabilityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
