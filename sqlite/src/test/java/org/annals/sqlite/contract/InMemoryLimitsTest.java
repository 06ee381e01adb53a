package org.annals.sqlite.contract;

import org.annals.testkit.contract.LimitsContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryLimitsTest extends LimitsContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
