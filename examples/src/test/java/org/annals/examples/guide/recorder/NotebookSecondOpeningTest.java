package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SecondOpeningContract;

final class NotebookSecondOpeningTest extends SecondOpeningContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
