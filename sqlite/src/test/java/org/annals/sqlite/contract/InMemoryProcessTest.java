package org.annals.sqlite.contract;

import org.annals.testkit.contract.ProcessContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryProcessTest extends ProcessContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
