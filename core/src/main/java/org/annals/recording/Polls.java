package org.annals.recording;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to look next: soon after something was found, then less and less often, as far as looks are
 * dear, and when to read without a look: when an interval has passed since the last read, or that
 * one has failed. For one thread.
 */
final class Polls {
    private static final Duration FIRST = Duration.ofMillis(20);
    // Sums of this and the clock do not overflow.
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final long interval;
    private final Duration longestPause;
    private Backoff pauses;
    private Backoff outages;
    private long lastRead = System.nanoTime();
    private long next = lastRead;
    private boolean readDue = true;

    Polls(Duration interval, Duration longestPause) {
        this.interval = Math.min(TimeUnit.NANOSECONDS.convert(interval), LONGEST);
        this.longestPause = longestPause;
        this.pauses = upTo(longestPause);
        this.outages = upTo(interval);
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
        schedule(pauses);
    }

    /** Says that the log was read. */
    void read(boolean foundSomething) {
        lastRead = System.nanoTime();
        readDue = false;
        outages = upTo(Duration.ofNanos(interval));
        if (foundSomething) {
            pauses = upTo(longestPause);
        }
        schedule(pauses);
    }

    /** Says that the log could not be read. */
    void failed() {
        lastRead = System.nanoTime();
        readDue = true;
        schedule(outages);
    }

    private void schedule(Backoff waits) {
        long now = System.nanoTime();
        next = now + Math.min(waits.nextNanos(), lastRead + interval - now);
    }

    private Backoff upTo(Duration most) {
        Duration longest = Duration.ofNanos(Math.min(interval, TimeUnit.NANOSECONDS.convert(most)));
        return new Backoff(FIRST.compareTo(longest) < 0 ? FIRST : longest, longest);
    }
}
