package org.annals.testkit.contract;

final class MemoryFidelityTest extends FidelityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
