package org.annals.postgres.contract;

import org.annals.testkit.contract.LeaseContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresLeaseTest extends LeaseContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
