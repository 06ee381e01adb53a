package org.annals.postgres.contract;

import org.annals.testkit.contract.ConcurrencyContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresConcurrencyTest extends ConcurrencyContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
