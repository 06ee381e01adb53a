package org.annals.testkit.contract;

final class MemoryLifeTest extends LifeContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
