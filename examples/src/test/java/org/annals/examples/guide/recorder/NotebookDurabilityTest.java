package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.DurabilityContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookDurabilityTest extends DurabilityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
