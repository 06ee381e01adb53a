package org.annals.sqlite.contract;

import org.annals.testkit.contract.AppendContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryAppendTest extends AppendContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
