package org.annals.sqlite.contract;

import org.annals.testkit.contract.AdoptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
