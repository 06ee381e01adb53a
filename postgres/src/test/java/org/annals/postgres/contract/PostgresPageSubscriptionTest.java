package org.annals.postgres.contract;

import org.annals.testkit.contract.PageSubscriptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresPageSubscriptionTest extends PageSubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
