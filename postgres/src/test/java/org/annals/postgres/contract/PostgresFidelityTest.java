package org.annals.postgres.contract;

import org.annals.testkit.contract.FidelityContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresFidelityTest extends FidelityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
