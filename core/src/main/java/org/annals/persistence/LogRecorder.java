package org.annals.persistence;

/** Keeps stored events in one order that is the same for every reader. */
public interface LogRecorder extends AggregateRecorder {
    /** Returns one page of the log. */
    LogPage readLog(LogSelection selection);

    /** Returns the position of the last event, 0 if there is none. */
    long head();

    /**
     * Returns a stream of the selected events: those that are recorded, and then those that come.
     * The selection's limit is the size of the pages in which it catches up.
     *
     * <p>Whoever waits is woken by an append of this process, and where another process appends, by
     * what the database has to wake others with; polling is the floor. All subscriptions of a
     * recorder share one reader of what is new, so that a thousand of them cost little more than
     * one.
     *
     * @throws IllegalArgumentException if the limit is 0 or the selection goes backwards
     */
    Subscription<Notification> subscribe(LogSelection selection);

    /**
     * Returns the same stream in pages, for whoever keeps a place in the log: each page also says
     * how far the log was scanned, and one without events says only that. No page has more events
     * than the selection's limit, and each begins where the one before ended.
     *
     * @throws IllegalArgumentException if the limit is 0 or the selection goes backwards
     */
    Subscription<LogPage> subscribePages(LogSelection selection);

    /** Returns which log this is. */
    LogIdentity identity();
}
