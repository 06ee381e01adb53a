package org.annals.sqlite.contract;

import org.annals.testkit.contract.RandomizedContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
