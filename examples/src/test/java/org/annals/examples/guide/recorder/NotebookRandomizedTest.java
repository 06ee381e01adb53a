package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RandomizedContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookRandomizedTest extends RandomizedContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
