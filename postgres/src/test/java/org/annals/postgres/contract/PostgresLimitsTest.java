package org.annals.postgres.contract;

import org.annals.testkit.contract.LimitsContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresLimitsTest extends LimitsContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
