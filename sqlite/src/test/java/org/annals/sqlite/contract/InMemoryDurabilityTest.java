package org.annals.sqlite.contract;

import org.annals.testkit.contract.DurabilityContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryDurabilityTest extends DurabilityContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
