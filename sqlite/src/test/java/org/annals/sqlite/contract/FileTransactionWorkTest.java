package org.annals.sqlite.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TransactionWorkContract;

final class FileTransactionWorkTest extends TransactionWorkContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
