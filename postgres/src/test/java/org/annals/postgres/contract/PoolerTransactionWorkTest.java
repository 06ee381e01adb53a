package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TransactionWorkContract;

/** The same behind a pooler in transaction mode. */
final class PoolerTransactionWorkTest extends TransactionWorkContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
