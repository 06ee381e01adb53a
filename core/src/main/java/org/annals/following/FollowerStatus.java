package org.annals.following;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How a follower fares. Immutable.
 *
 * @param follower its name
 * @param upstream the name of the log that it follows
 * @param state what it is at
 * @param position how far it has processed the log, 0 before it begins: {@link Follower#backlog}
 *     looks at once
 * @param head the position of the last event in the log, as it was last seen; 0 if it never was
 * @param processed how many events it has processed since it was started
 * @param rate how many events a second it has processed in the last five to ten seconds
 * @param parkedKeys of how many keys events are parked, which is looked for at most once a second
 * @param inState for how long it has been at that
 * @param failure what it last failed with, null if it has not, or has overcome it
 */
public record FollowerStatus(
        String follower,
        String upstream,
        State state,
        long position,
        long head,
        long processed,
        double rate,
        int parkedKeys,
        Duration inState,
        @Nullable Throwable failure) {
    private static final List<State> URGENCY =
            List.of(
                    State.STOPPED,
                    State.STANDBY,
                    State.LIVE,
                    State.NEW,
                    State.CATCHING_UP,
                    State.RETRYING,
                    State.AWAY,
                    State.STALLED,
                    State.PAUSED);

    /** What a follower is at. */
    public enum State {
        /** It was not started. */
        NEW,
        /** It processes what is there. */
        CATCHING_UP,
        /** It has processed everything, and waits for what comes. */
        LIVE,
        /**
         * Another follower, mostly in another process, has the lease; it takes over when it can.
         */
        STANDBY,
        /** The upstream, its own database or keys of subjects cannot be reached; it tries again. */
        AWAY,
        /**
         * An event has been processed for longer than it {@linkplain FollowerBuilder#stallsAfter
         * should}, and still is; a policy may hang.
         */
        STALLED,
        /** An event has failed and is tried again. */
        RETRYING,
        /** An event has failed too often, or the upstream is not what it was; it waits for help. */
        PAUSED,
        /** It was stopped. */
        STOPPED
    }

    /** Returns this status of one that has been at an event for too long. */
    FollowerStatus stalled(Duration time) {
        return new FollowerStatus(
                follower,
                upstream,
                State.STALLED,
                position,
                head,
                processed,
                rate,
                parkedKeys,
                time,
                failure);
    }

    FollowerStatus withParkedKeys(int keys) {
        return new FollowerStatus(
                follower, upstream, state, position, head, processed, rate, keys, inState, failure);
    }

    /**
     * Returns how several followers of one log fare together, such as those of its partitions: as
     * the one that is most in need of help, as far as the slowest, and as much as all of them.
     *
     * @param follower by which name they are told of
     * @param all one or more
     */
    public static FollowerStatus together(String follower, List<FollowerStatus> all) {
        FollowerStatus neediest =
                all.stream().max(Comparator.comparingInt(FollowerStatus::urgency)).orElseThrow();
        return new FollowerStatus(
                follower,
                neediest.upstream,
                neediest.state,
                all.stream().mapToLong(FollowerStatus::position).min().orElseThrow(),
                all.stream().mapToLong(FollowerStatus::head).max().orElseThrow(),
                all.stream().mapToLong(FollowerStatus::processed).sum(),
                all.stream().mapToDouble(FollowerStatus::rate).sum(),
                all.stream().mapToInt(FollowerStatus::parkedKeys).sum(),
                neediest.inState,
                neediest.failure);
    }

    private int urgency() {
        return hasEnded() ? URGENCY.size() : URGENCY.indexOf(state);
    }

    // By itself, such as when its recorder was closed, and not because it was stopped.
    private boolean hasEnded() {
        return state == State.STOPPED && failure != null;
    }

    /** Returns how many events lie between the place reached and the head. */
    public long lag() {
        return Math.max(0, head - position);
    }

    /**
     * Returns whether it is not in need of help. It is where events are parked, and where it was
     * stopped by, or with, a failure.
     */
    public boolean isHealthy() {
        return switch (state) {
            case NEW, CATCHING_UP, LIVE, STANDBY -> parkedKeys == 0;
            case STOPPED -> parkedKeys == 0 && failure == null;
            case AWAY, STALLED, RETRYING, PAUSED -> false;
        };
    }
}
