package org.annals.sqlite.contract;

import org.annals.testkit.contract.PageSubscriptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryPageSubscriptionTest extends PageSubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
