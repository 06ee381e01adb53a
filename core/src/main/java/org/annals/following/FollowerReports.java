package org.annals.following;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.EventSourcingException;

/**
 * What a follower tells of its own accord. A listener that throws is not heard: nothing fails
 * because it is told. May be shared between threads.
 */
record FollowerReports(String follower, String upstream, NoticeListener listener) {
    void retries(long position, Throwable failure) {
        tell(new Notice.FollowerRetries(follower, upstream, position, problem(failure)));
    }

    void paused(long position, Throwable failure) {
        tell(new Notice.FollowerPaused(follower, upstream, position, problem(failure)));
    }

    void parked(long position, String key, Throwable failure) {
        tell(new Notice.EventParked(follower, upstream, position, key, problem(failure)));
    }

    void away(Throwable failure) {
        tell(new Notice.FollowerAway(follower, upstream, problem(failure)));
    }

    void goesOn(long position) {
        tell(new Notice.FollowerGoesOn(follower, upstream, position));
    }

    // The messages of others may have content.
    static String problem(Throwable cause) {
        return cause instanceof EventSourcingException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }

    private void tell(Notice notice) {
        try {
            listener.on(notice);
        } catch (RuntimeException | Error e) {
            return;
        }
    }
}
