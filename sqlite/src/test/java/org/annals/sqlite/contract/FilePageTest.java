package org.annals.sqlite.contract;

import org.annals.testkit.contract.PageContract;
import org.annals.testkit.contract.RecorderFixture;

final class FilePageTest extends PageContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
