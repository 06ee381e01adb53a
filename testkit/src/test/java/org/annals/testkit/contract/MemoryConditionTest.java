package org.annals.testkit.contract;

final class MemoryConditionTest extends ConditionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
