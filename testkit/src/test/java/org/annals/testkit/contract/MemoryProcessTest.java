package org.annals.testkit.contract;

final class MemoryProcessTest extends ProcessContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
