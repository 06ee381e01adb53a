package org.annals.sqlite.contract;

import org.annals.testkit.contract.IdentityContract;
import org.annals.testkit.contract.RecorderFixture;

final class InMemoryIdentityTest extends IdentityContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inMemory();
    }
}
