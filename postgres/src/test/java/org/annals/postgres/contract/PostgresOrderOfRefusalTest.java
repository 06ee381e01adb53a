package org.annals.postgres.contract;

import org.annals.testkit.contract.OrderOfRefusalContract;
import org.annals.testkit.contract.RecorderFixture;

final class PostgresOrderOfRefusalTest extends OrderOfRefusalContract {
    @Override
    protected RecorderFixture openFixture() {
        return new PostgresFixture(SharedPool.get());
    }
}
