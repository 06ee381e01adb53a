package org.annals.testkit.contract;

final class MemorySubscriptionTest extends SubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
