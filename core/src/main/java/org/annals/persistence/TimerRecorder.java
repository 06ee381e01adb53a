package org.annals.persistence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what processes have to do at a time. Timers are set, cancelled and fired by the {@linkplain
 * ProcessChange changes} of an append, together with the events that belong to that.
 *
 * <p>Instances may be shared between threads. Every method throws {@link RecorderClosedException}
 * after {@link #close()}, {@link RecorderUnavailableException} while the database cannot be
 * reached, and {@link IllegalArgumentException} for names that no process can have.
 */
public interface TimerRecorder extends AutoCloseable {
    /**
     * Returns timers of a process that are due, in {@linkplain Timer#inOrder() order}.
     *
     * @param until the last moment at which one may be due
     * @param limit how many at most, 1 or more
     */
    List<Timer> readDueTimers(String process, Instant until, int limit);

    /** Returns when the next timer of a process is due, or empty if it has none. */
    Optional<Instant> nextTimer(String process);

    /** Ends waiting calls and frees what the recorder holds. A second call does nothing. */
    @Override
    void close();
}
