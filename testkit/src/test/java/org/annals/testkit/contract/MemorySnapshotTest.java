package org.annals.testkit.contract;

final class MemorySnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
