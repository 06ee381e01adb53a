package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.LifeContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookLifeTest extends LifeContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
