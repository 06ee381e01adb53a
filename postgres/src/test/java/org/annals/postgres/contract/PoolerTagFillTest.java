package org.annals.postgres.contract;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TagFillContract;

/** The same behind a pooler in transaction mode. */
final class PoolerTagFillTest extends TagFillContract {
    @Override
    protected RecorderFixture openFixture() {
        return PostgresFixture.behindPooler();
    }
}
