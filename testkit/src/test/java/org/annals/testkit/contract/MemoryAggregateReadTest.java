package org.annals.testkit.contract;

final class MemoryAggregateReadTest extends AggregateReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
