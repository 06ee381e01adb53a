package org.annals.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long the log may be held, and waited for. Each is longer than what it depends on. Immutable.
 *
 * @param lock how long an append waits for the log's lock; 0 for ever
 * @param statement how long an append or a read may take
 * @param idle after which a client that stopped within a transaction that has the lock is cut off
 */
record Timeouts(Duration lock, Duration statement, Duration idle) {
    /** What a time-out can be, for messages. */
    static final String POSSIBLE = "0, for no end, or from 1 ms to 24 days";

    private static final Duration SHORTEST = Duration.ofMillis(1);
    // The server counts milliseconds in 31 bits.
    private static final Duration LONGEST = Duration.ofDays(24);

    Timeouts {
        requireNonNull(lock, "lock");
        requireNonNull(statement, "statement");
        requireNonNull(idle, "idle");
    }

    static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(3));
    }

    /** Returns whether the server would take a time-out for what it is. */
    static boolean isPossible(Duration timeout) {
        return timeout.isZero()
                || (timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0);
    }

    /** Returns the longest time of a whole transaction, where the server knows such a limit. */
    Duration transaction() {
        return statement.isZero() ? Duration.ZERO : statement.plusSeconds(5);
    }

    /** Returns how long an answer is waited for; 0 for ever. The server gives up before. */
    Duration socket() {
        return statement.isZero() ? Duration.ZERO : statement.plusSeconds(10);
    }

    /** Returns a duration as the server's settings are written. */
    static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
