package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TimerContract;

/** The same behind a pooler in transaction mode. */
final class PoolerTimerTest extends TimerContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
