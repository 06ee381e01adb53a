package org.annals.benchmarks;

import java.time.Duration;

/**
 * How long a side works in a turn, and what is read before and after. Immutable.
 *
 * @param length about so long
 * @param most about so many operations, if that is sooner
 * @param server whose processor time is counted beside that of this process
 */
record Stopwatch(Duration length, long most, ServerCpu server) {
    private static final long ANY_NUMBER = Long.MAX_VALUE / 2;

    static Stopwatch of(Duration length, ServerCpu server) {
        return new Stopwatch(length, ANY_NUMBER, server);
    }

    /** Returns this for at most so many operations. */
    Stopwatch atMost(long operations) {
        return new Stopwatch(length, operations, server);
    }

    boolean countsOperations() {
        return most < ANY_NUMBER;
    }

    Reading read() {
        return Reading.now(server);
    }
}
