package org.annals.testkit.contract;

final class MemoryOrderOfRefusalTest extends OrderOfRefusalContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
