package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.RecorderFixture;
import org.annals.testkit.contract.SubscriptionContract;

final class NotebookSubscriptionTest extends SubscriptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
