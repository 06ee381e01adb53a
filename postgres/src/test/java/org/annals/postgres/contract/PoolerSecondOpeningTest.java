package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SecondOpeningContract;

/** The same behind a pooler in transaction mode. */
final class PoolerSecondOpeningTest extends SecondOpeningContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
