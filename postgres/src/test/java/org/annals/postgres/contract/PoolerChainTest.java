package org.annals.postgres.contract;

import org.annals.testkit.contract.ChainContract;
import org.annals.testkit.contract.RecorderFixture;

/** The same behind a pooler in transaction mode. */
final class PoolerChainTest extends ChainContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.chainedBehindPooler();
    }
}
