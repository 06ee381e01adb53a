package org.annals.examples.guide.recorder;

// @start region="contract"
import org.annals.testkit.contract.AppendContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookAppendTest extends AppendContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
// @end
