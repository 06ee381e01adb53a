package org.annals.sqlite.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.RepeatContract;

final class InMemoryRepeatTest extends RepeatContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
