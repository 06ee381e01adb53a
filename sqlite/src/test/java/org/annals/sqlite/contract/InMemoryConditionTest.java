package org.annals.sqlite.contract;

import org.annals.testkit.contract.ConditionContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryConditionTest extends ConditionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
