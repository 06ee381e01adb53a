package org.annals.examples.decisions;

import org.annals.examples.RecorderKind;

final class MemoryDecisionsTest extends DecisionsContract {
    MemoryDecisionsTest() {
        super(RecorderKind.MEMORY);
    }
}
