package org.annals.sqlite.contract;

import org.annals.testkit.contract.ConditionRaceContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryConditionRaceTest extends ConditionRaceContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
