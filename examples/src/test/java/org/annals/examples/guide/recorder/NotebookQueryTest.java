package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.QueryContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookQueryTest extends QueryContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
