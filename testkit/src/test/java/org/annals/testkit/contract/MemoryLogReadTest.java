package org.annals.testkit.contract;

final class MemoryLogReadTest extends LogReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
