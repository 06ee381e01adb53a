package org.annals.sqlite.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SecondOpeningContract;

final class InMemorySecondOpeningTest extends SecondOpeningContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
