package org.annals.sqlite.contract;

import org.annals.testkit.contract.QueryContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryQueryTest extends QueryContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
