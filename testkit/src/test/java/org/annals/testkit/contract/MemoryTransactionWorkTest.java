package org.annals.testkit.contract;

final class MemoryTransactionWorkTest extends TransactionWorkContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
