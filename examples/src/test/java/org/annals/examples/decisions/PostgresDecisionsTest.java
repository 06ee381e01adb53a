package org.annals.examples.decisions;

import org.annals.examples.RecorderKind;

final class PostgresDecisionsTest extends DecisionsContract {
    PostgresDecisionsTest() {
        super(RecorderKind.POSTGRES);
    }
}
