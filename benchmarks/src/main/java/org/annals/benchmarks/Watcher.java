package org.annals.benchmarks;

/** Somebody who follows a log and tells what has been processed. For one thread. */
interface Watcher extends AutoCloseable {
    /** Returns the next event that was processed, which must come. */
    Sighting next() throws Exception;

    /** Ends it. */
    @Override
    void close();
}
