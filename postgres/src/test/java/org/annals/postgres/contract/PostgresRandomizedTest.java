package org.annals.postgres.contract;

import org.annals.testkit.contract.RandomizedContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
