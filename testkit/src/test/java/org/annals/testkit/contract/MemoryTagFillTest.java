package org.annals.testkit.contract;

final class MemoryTagFillTest extends TagFillContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
