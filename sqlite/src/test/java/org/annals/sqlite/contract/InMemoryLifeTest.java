package org.annals.sqlite.contract;

import org.annals.testkit.contract.LifeContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryLifeTest extends LifeContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
