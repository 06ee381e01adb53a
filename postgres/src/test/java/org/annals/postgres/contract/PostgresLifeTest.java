package org.annals.postgres.contract;

import org.annals.testkit.contract.LifeContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresLifeTest extends LifeContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
