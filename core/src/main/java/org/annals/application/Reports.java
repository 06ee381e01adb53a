package org.annals.application;

import org.annals.persistence.RecorderClosedException;

/**
 * What a repository tells of its own accord. A listener that throws is not heard: nothing fails
 * because it is told. May be shared between threads.
 */
record Reports(String application, NoticeListener listener) {
    private static final long MANY = 10_000;

    /** Tells that an object was rebuilt of so many events, if they are many. */
    void folded(String id, long events) {
        if (events > MANY) {
            listener.tell(new Notice.LongAggregate(application, id, events));
        }
    }

    /** Tells that a snapshot could not be taken or used. */
    void snapshotFailed(String subject, Class<?> state, Throwable cause) {
        if (!(cause instanceof RecorderClosedException)) {
            snapshotFailed(subject, state, Notice.problem(cause));
        }
    }

    /** Tells likewise, in words that have no content. */
    void snapshotFailed(String subject, Class<?> state, String problem) {
        listener.tell(new Notice.SnapshotFailed(application, subject, state.getName(), problem));
    }

    /** Tells that an object could not be cached. */
    void notCached(String id, Throwable cause) {
        listener.tell(new Notice.NotCached(application, id, Notice.problem(cause)));
    }
}
