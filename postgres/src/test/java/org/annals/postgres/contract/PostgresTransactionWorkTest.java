package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TransactionWorkContract;

final class PostgresTransactionWorkTest extends TransactionWorkContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
