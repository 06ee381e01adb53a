package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.IdentityContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookIdentityTest extends IdentityContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
