package org.annals.sqlite.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SnapshotContract;

final class InMemorySnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
