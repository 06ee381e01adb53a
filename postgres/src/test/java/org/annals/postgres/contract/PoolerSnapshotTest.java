package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SnapshotContract;

/** The same behind a pooler in transaction mode. */
final class PoolerSnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
