package org.annals.testkit.contract;

final class MemoryAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
