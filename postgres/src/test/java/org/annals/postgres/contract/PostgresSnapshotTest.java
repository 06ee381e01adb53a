package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SnapshotContract;

final class PostgresSnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
