package org.annals.postgres.contract;

import org.annals.testkit.contract.AdoptionContract;
import org.annals.testkit.contract.RecorderFixture;

/** The same behind a pooler in transaction mode. */
final class PoolerAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
