package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.OrderOfRefusalContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookOrderOfRefusalTest extends OrderOfRefusalContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
