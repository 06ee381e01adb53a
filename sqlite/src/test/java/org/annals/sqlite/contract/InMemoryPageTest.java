package org.annals.sqlite.contract;

import org.annals.testkit.contract.PageContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryPageTest extends PageContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
