package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.AdoptionContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookAdoptionTest extends AdoptionContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
