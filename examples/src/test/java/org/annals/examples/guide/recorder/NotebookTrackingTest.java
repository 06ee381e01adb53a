package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.TrackingContract;

final class NotebookTrackingTest extends TrackingContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
