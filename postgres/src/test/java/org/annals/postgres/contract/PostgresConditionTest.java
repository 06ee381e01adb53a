package org.annals.postgres.contract;

import org.annals.testkit.contract.ConditionContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresConditionTest extends ConditionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
