package org.annals.sqlite.contract;

import org.annals.testkit.contract.AdoptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
