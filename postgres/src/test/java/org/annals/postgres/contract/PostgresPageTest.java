package org.annals.postgres.contract;

import org.annals.testkit.contract.PageContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresPageTest extends PageContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
