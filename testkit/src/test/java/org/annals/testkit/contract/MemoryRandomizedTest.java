package org.annals.testkit.contract;

final class MemoryRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }

    @Override
    protected int sequenceCount() {
        return 2_000;
    }
}
