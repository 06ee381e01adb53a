package org.annals.examples.guide.recorder;

import org.annals.testkit.contract.ChainContract;
import org.annals.testkit.contract.RecorderFixture;

final class NotebookChainTest extends ChainContract {
    @Override
    protected RecorderFixture openFixture() {
        return new NotebookFixture();
    }
}
