package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.LeaseContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookLeaseTest extends LeaseContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
