package org.annals.testkit.contract;

final class MemoryChainTest extends ChainContract {
    @Override
    protected RecorderFixture openFixture() {
        return MemoryFixture.chained();
    }
}
