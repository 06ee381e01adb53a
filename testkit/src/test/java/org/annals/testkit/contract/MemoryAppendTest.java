package org.annals.testkit.contract;

final class MemoryAppendTest extends AppendContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
