package org.annals.postgres.contract;

import org.annals.testkit.contract.AdoptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
