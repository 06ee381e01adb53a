package org.annals.sqlite.contract;

import org.annals.testkit.contract.ParkingContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
