package org.annals.testkit.contract;

final class MemoryLeaseTest extends LeaseContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
