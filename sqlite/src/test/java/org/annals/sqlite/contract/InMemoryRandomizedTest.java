package org.annals.sqlite.contract;

import org.annals.testkit.contract.RandomizedContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
