package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.LimitsContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookLimitsTest extends LimitsContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
