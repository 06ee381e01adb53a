package org.annals.sqlite.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SnapshotContract;

final class FileSnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
