package org.annals.postgres.contract;

import org.annals.testkit.contract.LogReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresLogReadTest extends LogReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
