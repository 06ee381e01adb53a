package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TimerContract;

final class PostgresTimerTest extends TimerContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
