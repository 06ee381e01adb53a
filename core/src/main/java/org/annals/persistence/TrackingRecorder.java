package org.annals.persistence;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps how far upstream logs have been processed: one place for each, which only moves forwards.
 */
public interface TrackingRecorder extends AutoCloseable {
    /** Returns the place in an upstream log, or empty if it was never followed. */
    Optional<Tracking> findTracking(String upstream);

    /** Returns the position reached in an upstream log, 0 if it was never followed. */
    default long trackedPosition(String upstream) {
        return findTracking(upstream).map(Tracking::position).orElse(0L);
    }

    /**
     * Moves the place in an upstream log.
     *
     * @throws TrackingConflictException if the position is not beyond the recorded one, or the
     *     epoch is older; nothing was written
     */
    void track(Tracking tracking);

    /**
     * Waits until a position of an upstream log has been processed, and returns whether it was
     * within the time-out. A call for a position that was reached returns at once; one that waits
     * is woken by the append that reaches it, or, where another process does, found by polling.
     *
     * @throws InterruptedException if it has to wait, and the thread is interrupted before or
     *     meanwhile; what can be answered at once is
     * @throws IllegalStateException if it is called by the work of an append to this recorder, and
     *     others wait for that work, as in memory and on SQLite
     * @throws RecorderClosedException also if the recorder is closed meanwhile
     */
    boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException;

    /** Ends waiting calls and frees what the recorder holds. A second call does nothing. */
    @Override
    void close();
}
