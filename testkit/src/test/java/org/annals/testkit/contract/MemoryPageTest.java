package org.annals.testkit.contract;

final class MemoryPageTest extends PageContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
