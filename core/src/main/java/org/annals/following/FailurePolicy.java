package org.annals.following;

import java.time.Duration;

/**
 * What becomes of an event that a follower cannot process: it is tried again some times, with
 * pauses that double, and then the follower pauses at it. It is never passed over. Immutable.
 *
 * @param attempts how often an event is tried in all, 1 or more
 * @param firstPause before the second attempt
 * @param longestPause before any attempt
 */
public record FailurePolicy(int attempts, Duration firstPause, Duration longestPause) {
    private static final FailurePolicy DEFAULTS =
            new FailurePolicy(5, Duration.ofMillis(50), Duration.ofSeconds(2));

    /**
     * @throws IllegalArgumentException if there is no attempt, or a pause is not above 0 or the
     *     first longer than the longest
     */
    public FailurePolicy {
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
        return new FailurePolicy(attempts, firstPause, longestPause);
    }

    /** Returns this policy with other pauses. */
    public FailurePolicy withPauses(Duration first, Duration longest) {
        return new FailurePolicy(attempts, first, longest);
    }
}
