package org.annals.sqlite.contract;

import org.annals.testkit.contract.LeaseContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileLeaseTest extends LeaseContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
