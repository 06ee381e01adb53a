package org.annals.sqlite.contract;

import org.annals.testkit.contract.LifeContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileLifeTest extends LifeContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
