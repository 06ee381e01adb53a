package org.annals.testkit.transcoding;

import java.util.Set;

/** A transcoder on trial that says what it encodes. */
interface Modest {
    Set<ValueKind> kinds();
}
