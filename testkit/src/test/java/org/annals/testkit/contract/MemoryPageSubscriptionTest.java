package org.annals.testkit.contract;

final class MemoryPageSubscriptionTest extends PageSubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
