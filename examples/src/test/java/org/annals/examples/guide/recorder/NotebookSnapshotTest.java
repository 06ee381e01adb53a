package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SnapshotContract;

final class NotebookSnapshotTest extends SnapshotContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
