package org.annals.sqlite.contract;

import org.annals.testkit.contract.ParkingContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
