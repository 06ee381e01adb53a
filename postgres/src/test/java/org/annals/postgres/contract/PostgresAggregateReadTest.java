package org.annals.postgres.contract;

import org.annals.testkit.contract.AggregateReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresAggregateReadTest extends AggregateReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
