package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.AggregateReadContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookAggregateReadTest extends AggregateReadContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
