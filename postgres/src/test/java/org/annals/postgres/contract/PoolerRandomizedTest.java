package org.annals.postgres.contract;

import org.annals.testkit.contract.RandomizedContract;
import org.annals.testkit.contract.RecorderFixture;

/** The same behind a pooler in transaction mode. */
final class PoolerRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }

    @Override
    protected int sequenceCount() {
        return 20;
    }
}
