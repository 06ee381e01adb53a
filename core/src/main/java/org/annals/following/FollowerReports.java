package org.annals.following;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;

import java.time.Duration;

/**
 * What a follower tells of its own accord. A listener that throws is not heard: nothing fails
 * because it is told. May be shared between threads.
 */
record FollowerReports(String follower, String upstream, NoticeListener listener) {
    void retries(long position, Throwable failure) {
        listener.tell(
                new Notice.FollowerRetries(follower, upstream, position, Notice.problem(failure)));
    }

    void paused(long position, Throwable failure) {
        listener.tell(
                new Notice.FollowerPaused(follower, upstream, position, Notice.problem(failure)));
    }

    void parked(long position, String key, Throwable failure) {
        listener.tell(
                new Notice.EventParked(follower, upstream, position, key, Notice.problem(failure)));
    }

    void parkedBehind(long position, String key) {
        listener.tell(new Notice.EventParked(follower, upstream, position, key, ""));
    }

    void away(Throwable failure) {
        listener.tell(new Notice.FollowerAway(follower, upstream, Notice.problem(failure)));
    }

    void stalls(long position, Duration taken) {
        listener.tell(new Notice.FollowerStalls(follower, upstream, position, taken));
    }

    void goesOn(long position) {
        listener.tell(new Notice.FollowerGoesOn(follower, upstream, position));
    }
}
