package org.annals.examples.decisions;

import org.annals.examples.RecorderKind;

final class SqliteDecisionsTest extends DecisionsContract {
    SqliteDecisionsTest() {
        super(RecorderKind.SQLITE);
    }
}
