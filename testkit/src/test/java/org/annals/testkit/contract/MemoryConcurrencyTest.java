package org.annals.testkit.contract;

final class MemoryConcurrencyTest extends ConcurrencyContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
