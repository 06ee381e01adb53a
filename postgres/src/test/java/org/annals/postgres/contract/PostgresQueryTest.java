package org.annals.postgres.contract;

import org.annals.testkit.contract.QueryContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresQueryTest extends QueryContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
