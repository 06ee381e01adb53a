package org.annals.sqlite.contract;

import org.annals.testkit.contract.ChainContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryChainTest extends ChainContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.chainedInMemory();
    }
}
