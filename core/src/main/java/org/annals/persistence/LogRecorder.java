package org.annals.persistence;

/** Keeps stored events in one order that is the same for every reader. */
public interface LogRecorder extends AggregateRecorder {
    /** Returns one page of the log. */
    LogPage readLog(LogSelection selection);

    /** Returns the position of the last event, 0 if there is none. */
    long head();

    /** Returns which log this is. */
    LogIdentity identity();
}
