package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.ParkingContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookParkingTest extends ParkingContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
