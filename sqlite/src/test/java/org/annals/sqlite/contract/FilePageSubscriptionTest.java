package org.annals.sqlite.contract;

import org.annals.testkit.contract.PageSubscriptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class FilePageSubscriptionTest extends PageSubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
