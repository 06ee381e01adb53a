package org.annals.sqlite.contract;

import org.annals.testkit.contract.FidelityContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileFidelityTest extends FidelityContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
