package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TransactionWorkContract;

final class NotebookTransactionWorkTest extends TransactionWorkContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
