package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.FidelityContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookFidelityTest extends FidelityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
