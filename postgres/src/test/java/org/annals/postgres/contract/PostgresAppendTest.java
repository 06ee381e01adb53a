package org.annals.postgres.contract;

import org.annals.testkit.contract.AppendContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresAppendTest extends AppendContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
