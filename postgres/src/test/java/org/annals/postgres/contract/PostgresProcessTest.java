package org.annals.postgres.contract;

import org.annals.testkit.contract.ProcessContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresProcessTest extends ProcessContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
