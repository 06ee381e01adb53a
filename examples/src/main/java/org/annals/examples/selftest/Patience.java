package org.annals.examples.selftest;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waiting as long as something is getting on; while the server is away nothing can. Immutable.
 *
 * @param longest how long there may be no progress, and how long the server may be away
 * @param silence how long the server has not answered
 * @param isOver whether there is no more reason to wait
 */
record Patience(Duration longest, Supplier<Duration> silence, BooleanSupplier isOver) {
    /** A server that has not answered for so long is away. */
    static final Duration AWAY = Duration.ofSeconds(5);

    private static final int TICK = 100;

    /**
     * Waits until nothing is left, and returns whether that has come.
     *
     * @param left how much there is to be done; less is progress
     */
    boolean outlasts(LongSupplier left) {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        while (true) {
            long now = left.getAsLong();
            if (now == 0) {
                return true;
            }
            Duration away = silence.get();
            if (now < least || away.compareTo(AWAY) > 0) {
                least = Math.min(least, now);
                since = System.nanoTime();
            }
            boolean isTooLong =
                    System.nanoTime() - since > longest.toNanos() || away.compareTo(longest) > 0;
            if (isTooLong || isOver.getAsBoolean()) {
                return false;
            }
            Pause.millis(TICK);
        }
    }
}
