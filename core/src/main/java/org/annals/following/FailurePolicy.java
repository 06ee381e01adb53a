package org.annals.following;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What becomes of an event that a follower cannot process: it is tried again some times, with
 * pauses that double; then the follower pauses at it, or parks it. It is never passed over.
 * Immutable.
 *
 * @param attempts how often an event is tried in all, 1 or more
 * @param firstPause before the second attempt
 * @param longestPause before any attempt
 * @param atLast what is done when all attempts have failed
 * @param sequence which events are parked behind one that was
 */
public record FailurePolicy(
        int attempts,
        Duration firstPause,
        Duration longestPause,
        AtLast atLast,
        SequenceKey sequence) {
    private static final FailurePolicy DEFAULTS =
            new FailurePolicy(
                    5,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(2),
                    AtLast.PAUSE,
                    SequenceKey.byAggregate());

    /** What is done with an event when all attempts have failed. */
    public enum AtLast {
        /** The follower does nothing more before it is resumed or started again. */
        PAUSE,
        /**
         * The event is parked with the reason, and so is every later one of the same {@linkplain
         * SequenceKey key}; all others go on. See {@link ParkedEvents}.
         */
        PARK
    }

    /**
     * @throws IllegalArgumentException if there is no attempt, or a pause is not above 0 or the
     *     first longer than the longest
     */
    public FailurePolicy {
        requireNonNull(atLast, "atLast");
        requireNonNull(sequence, "sequence");
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "An event is tried at least once; attempts is %d.".formatted(attempts));
        }
        if (!firstPause.isPositive() || firstPause.compareTo(longestPause) > 0) {
            throw new IllegalArgumentException(
                    "The pauses between attempts are %s to %s. Begin above 0, and end no shorter than they begin."
                            .formatted(firstPause, longestPause));
        }
    }

    /** Returns the policy of five attempts within about a second, and then a pause. */
    public static FailurePolicy defaults() {
        return DEFAULTS;
    }

    /** Returns this policy with so many attempts. */
    public FailurePolicy withAttempts(int attempts) {
        return new FailurePolicy(attempts, firstPause, longestPause, atLast, sequence);
    }

    /**
     * Returns this policy that parks an event at last, with later ones of the same aggregate behind
     * it, and goes on with others.
     */
    public FailurePolicy parking() {
        return parking(SequenceKey.byAggregate());
    }

    /** Returns this policy that does so with later events of the same key. */
    public FailurePolicy parking(SequenceKey sequence) {
        return new FailurePolicy(attempts, firstPause, longestPause, AtLast.PARK, sequence);
    }

    /** Returns this policy with other pauses. */
    public FailurePolicy withPauses(Duration first, Duration longest) {
        return new FailurePolicy(attempts, first, longest, atLast, sequence);
    }
}
