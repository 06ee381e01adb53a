package org.annals.sqlite.contract;

import org.annals.testkit.contract.AggregateReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryAggregateReadTest extends AggregateReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
