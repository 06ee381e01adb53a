package org.annals.postgres.contract;

import org.annals.testkit.contract.ParkingContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
