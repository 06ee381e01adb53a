package org.annals.following;

import org.annals.following.FollowerStatus.State;

/** What a follower is at, shown and told. May be shared between threads. */
record Health(Progress progress, FollowerReports reports, Place place) {
    void goes(State state) {
        if (progress.goes(state)) {
            reports.goesOn(place.position());
        }
    }

    void away(Throwable failure) {
        if (progress.fails(State.AWAY, failure)) {
            reports.away(failure);
        }
    }

    /** Is told that what had failed, if anything, was done. */
    void overcomes() {
        if (progress.status().failure() != null) {
            goes(State.CATCHING_UP);
        }
    }

    void retries(long position, Throwable failure) {
        if (progress.fails(State.RETRYING, failure)) {
            reports.retries(position, failure);
        }
    }

    /** Pauses, and returns that the follower does not go on. */
    boolean pausedAt(long position, Throwable failure) {
        progress.fails(State.PAUSED, failure);
        reports.paused(position, failure);
        return false;
    }

    /** Reads the place again, and returns whether it is another. */
    boolean hasMoved() {
        long before = place.position();
        place.read();
        progress.reached(place.position(), 0);
        return place.position() != before;
    }
}
