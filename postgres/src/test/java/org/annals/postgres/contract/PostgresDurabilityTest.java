package org.annals.postgres.contract;

import org.annals.testkit.contract.DurabilityContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresDurabilityTest extends DurabilityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
