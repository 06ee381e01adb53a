package org.annals.sqlite.contract;

import org.annals.testkit.contract.ConcurrencyContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileConcurrencyTest extends ConcurrencyContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
