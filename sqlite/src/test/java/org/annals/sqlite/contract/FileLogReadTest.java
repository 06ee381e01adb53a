package org.annals.sqlite.contract;

import org.annals.testkit.contract.LogReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileLogReadTest extends LogReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
