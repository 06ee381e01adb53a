package org.annals.recording;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.persistence.RecorderUnavailableException;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How a recorder waits for a position of an upstream log to be processed. Stateless. */
public final class TrackingWait {
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private TrackingWait() {}

    /** Looks how far an upstream log was processed. */
    @FunctionalInterface
    public interface Look {
        /**
         * Returns the position.
         *
         * @param endNanos by {@link System#nanoTime}, when nobody waits for it any more
         */
        long position(long endNanos);
    }

    /**
     * Looks until a position is reached, and returns whether it was in time.
     *
     * @param moved raised by appends that move a tracking
     * @param pauses how long to wait for that before each further look, in nanoseconds
     * @throws InterruptedException if the thread is interrupted while it waits, for the position or
     *     for what is needed to look
     */
    public static boolean reaches(
            long position, Duration timeout, Signal moved, LongSupplier pauses, Look look)
            throws InterruptedException {
        long start = System.nanoTime();
        long longest = Math.min(NANOSECONDS.convert(timeout), FOR_EVER);
        while (true) {
            long seen = moved.count();
            if (position(look, start + longest) >= position) {
                return true;
            }
            long left = longest - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            moved.await(seen, Math.min(left, pauses.getAsLong()));
        }
    }

    private static long position(Look look, long endNanos) throws InterruptedException {
        try {
            return look.position(endNanos);
        } catch (RecorderUnavailableException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.addSuppressed(e);
            throw interrupted;
        }
    }
}
