package org.annals.examples.selftest;

import java.time.Duration;

/** Who is told how a selftest is getting on. Called by one thread. */
public interface Progress {
    /**
     * How far a hunt is. Immutable.
     *
     * @param events in the log
     * @param faults injected so far
     * @param now what goes wrong at the moment, empty if nothing does
     * @param findings found so far
     */
    record State(
            Duration elapsed,
            Duration duration,
            long events,
            long faults,
            String now,
            int findings) {}

    /** The schema was made. */
    void begins(String schema);

    /** A control was run. */
    void controlled(String what, String seen, Duration took);

    /** Some time has passed. */
    void hunts(State state);

    /** The hunt is over, and what is under way is being finished. */
    void finishes();

    /** All is over, and tidied up. */
    void ends(Verdict verdict);
}
