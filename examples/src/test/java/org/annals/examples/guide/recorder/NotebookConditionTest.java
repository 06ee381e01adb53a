package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.ConditionContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookConditionTest extends ConditionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
