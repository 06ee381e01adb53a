package org.annals.postgres.contract;

import org.annals.testkit.contract.ChainContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresChainTest extends ChainContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.chained(SharedPool.get());
    }
}
