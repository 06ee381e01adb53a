package org.annals.testkit.contract;

final class MemoryQueryTest extends QueryContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
