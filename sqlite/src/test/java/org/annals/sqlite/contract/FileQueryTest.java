package org.annals.sqlite.contract;

import org.annals.testkit.contract.QueryContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileQueryTest extends QueryContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
