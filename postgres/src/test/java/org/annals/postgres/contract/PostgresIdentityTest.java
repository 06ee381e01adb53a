package org.annals.postgres.contract;

import org.annals.testkit.contract.IdentityContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresIdentityTest extends IdentityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
