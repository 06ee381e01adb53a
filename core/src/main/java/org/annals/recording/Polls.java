package org.annals.recording;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to look next: soon after something was found, then less and less often, and when to read
 * without a look: when an interval has passed since the last read, or that one has failed. For one
 * thread.
 */
final class Polls {
    private static final Duration FIRST = Duration.ofMillis(20);
    // Sums of this and the clock do not overflow.
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final long interval;
    private Backoff pauses;
    private long lastRead = System.nanoTime();
    private long next = lastRead;
    private boolean readDue = true;

    Polls(Duration interval) {
        this.interval = Math.min(TimeUnit.NANOSECONDS.convert(interval), LONGEST);
        this.pauses = pauses();
    }

    /** Returns how long to wait; not above 0 if it is time to look. */
    long nanosLeft() {
        return next - System.nanoTime();
    }

    /** Returns whether the log must be read whatever a look would tell. */
    boolean isReadDue() {
        return readDue || System.nanoTime() - lastRead >= interval;
    }

    /** Says that a look has found nothing to read. */
    void passed() {
        schedule();
    }

    /** Says that the log was read. */
    void read(boolean foundSomething) {
        lastRead = System.nanoTime();
        readDue = false;
        if (foundSomething) {
            pauses = pauses();
        }
        schedule();
    }

    /** Says that the log could not be read. */
    void failed() {
        lastRead = System.nanoTime();
        readDue = true;
        schedule();
    }

    private void schedule() {
        long now = System.nanoTime();
        next = now + Math.min(pauses.nextNanos(), lastRead + interval - now);
    }

    private Backoff pauses() {
        Duration longest = Duration.ofNanos(interval);
        return new Backoff(FIRST.compareTo(longest) < 0 ? FIRST : longest, longest);
    }
}
