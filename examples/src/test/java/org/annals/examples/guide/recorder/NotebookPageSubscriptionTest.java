package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.PageSubscriptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookPageSubscriptionTest extends PageSubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
