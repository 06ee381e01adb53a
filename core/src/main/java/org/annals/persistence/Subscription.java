package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.function.Function;

/**
 * A stream of what is recorded: first everything that is there, then whatever comes, in order of
 * position, each once.
 *
 * {@snippet class="org.annals.recording.LogTailTest" region="follow"}
 *
 * <p>It is iterated once, by one thread, which waits while there is nothing new. Memory is bounded
 * however slow that thread is. While the database cannot be reached the iteration waits and goes on
 * where it was. It ends when the subscription is stopped, or when it has come to the upper bound of
 * its selection; any other failure is thrown by the iterator.
 *
 * <p>{@link #stop} and {@link #close} may be called by any thread at any time.
 *
 * @param <T> what is delivered
 */
public interface Subscription<T> extends Iterable<T>, AutoCloseable {
    /**
     * Returns the one iterator. Its {@code hasNext()} waits for the next delivery, and throws
     * {@link RecorderClosedException} if the recorder is closed, and {@link
     * RecorderUnavailableException} if the thread is interrupted while it waits. A delivery for
     * which it has returned true is taken by {@code next()} although the subscription be stopped in
     * between.
     *
     * @throws IllegalStateException if it was asked for before
     */
    @Override
    Iterator<T> iterator();

    /** Ends the iteration before another delivery, or its wait. A second call does nothing. */
    void stop();

    /** Stops. */
    @Override
    default void close() {
        stop();
    }

    /**
     * Returns this subscription with each delivery turned into something else as it is taken. What
     * the mapping throws is thrown by the iterator, and again if it is asked further: nothing is
     * passed over.
     */
    default <R> Subscription<R> map(Function<? super T, ? extends R> mapping) {
        return new MappedSubscription<>(this, requireNonNull(mapping, "mapping"));
    }
}
