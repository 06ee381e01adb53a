package org.annals.testkit.contract;

final class MemoryIdentityTest extends IdentityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
