package org.annals.postgres.contract;

import org.annals.testkit.contract.LeaseContract;
import org.annals.testkit.contract.RecorderFixture;

/** The same behind a pooler in transaction mode. */
final class PoolerLeaseTest extends LeaseContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
