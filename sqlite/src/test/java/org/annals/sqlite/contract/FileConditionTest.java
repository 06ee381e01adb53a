package org.annals.sqlite.contract;

import org.annals.testkit.contract.ConditionContract;
import org.annals.testkit.contract.RecorderFixture;

final class FileConditionTest extends ConditionContract {
    @Override
    protected RecorderFixture openFixture() {
        return SqliteFixture.inFile();
    }
}
