package org.annals.domain;

import java.time.InstantSource;
import java.util.UUID;

/**
 * Where ids of events and aggregates come from.
 *
 * <p>Implementations must never return one id twice and must be safe for many threads. For tests
 * there are sequential ids in the testkit.
 */
@FunctionalInterface
public interface IdSource {
    /** Returns an id that was never returned before. */
    UUID next();

    /**
     * Returns a source of version 7 UUIDs (RFC 9562): time first, to a fraction of a millisecond,
     * then 62 random bits.
     */
    static IdSource uuidV7(InstantSource clock) {
        return new UuidV7(clock);
    }
}
