package org.annals.benchmarks;

import org.annals.persistence.LogRecorder;

/** What a mode of the speedrun does over and over. May be shared between clients. */
interface Race extends AutoCloseable {
    /**
     * Does one iteration.
     *
     * @param done run after each operation, when it is durable
     */
    void iterate(Runnable done);

    /** Returns how many events an iteration adds. */
    int eventsAnIteration();

    /** Returns the log. */
    LogRecorder recorder();

    /**
     * Checks what iterations have led to, but for the number of events.
     *
     * @throws IllegalStateException if something is not as it should be
     */
    void check();

    @Override
    void close();
}
