package org.annals.sqlite.contract;

import org.annals.testkit.contract.OrderOfRefusalContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileOrderOfRefusalTest extends OrderOfRefusalContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
