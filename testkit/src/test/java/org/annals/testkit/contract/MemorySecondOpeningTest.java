package org.annals.testkit.contract;

final class MemorySecondOpeningTest extends SecondOpeningContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
