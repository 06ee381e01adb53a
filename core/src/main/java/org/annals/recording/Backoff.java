package org.annals.recording;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lengths of waits that double from a first to a longest, each a fifth shorter or longer at random
 * so that those who wait do not march in step. For one thread.
 */
public final class Backoff {
    private static final double JITTER = 0.2;

    private final long longest;
    private long next;

    public Backoff(Duration first, Duration longest) {
        this.next = first.toNanos();
        this.longest = longest.toNanos();
    }

    /** Returns the next length in nanoseconds. */
    public long nextNanos() {
        long length = next;
        next = Math.min(longest, next * 2);
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return (long) (length * factor);
    }
}
