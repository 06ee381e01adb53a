package org.annals.postgres.contract;

import org.annals.testkit.contract.ParkingContract;
import org.annals.testkit.contract.RecorderFixture;

/** The same behind a pooler in transaction mode. */
final class PoolerParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
