package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.ConcurrencyContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookConcurrencyTest extends ConcurrencyContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
