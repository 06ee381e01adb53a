package org.annals.testkit.contract;

final class MemoryTrackingTest extends TrackingContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
