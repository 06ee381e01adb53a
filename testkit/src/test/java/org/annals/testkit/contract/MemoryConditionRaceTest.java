package org.annals.testkit.contract;

final class MemoryConditionRaceTest extends ConditionRaceContract {
    @Override
    protected RecorderFixture openFixture() {
        return new MemoryFixture();
    }
}
