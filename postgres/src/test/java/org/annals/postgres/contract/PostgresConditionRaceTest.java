package org.annals.postgres.contract;

import org.annals.testkit.contract.ConditionRaceContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresConditionRaceTest extends ConditionRaceContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
