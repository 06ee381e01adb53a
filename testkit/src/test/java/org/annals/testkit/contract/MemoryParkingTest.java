package org.annals.testkit.contract;

final class MemoryParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
