package org.annals.application;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How far something has come since it was last kept or seen: what a {@link SnapshotPolicy} decides
 * by. Immutable.
 *
 * <p>A decision model has no versions: when one is read, before is 0 and after is how many events
 * were read since its snapshot.
 *
 * @param before when it is loaded, the version of the snapshot that was found, or 0; when it is
 *     saved, the version before
 * @param after the version now, above that
 * @param span when it is loaded, the time from the event at the version before, or from the first,
 *     to the last one; when it is saved, zero
 * @param cost when it is loaded, how long it took to read and apply the events since the version
 *     before; when it is saved, zero
 */
public record Growth(long before, long after, Duration span, Duration cost) {
    /**
     * @throws IllegalArgumentException if the version before is negative, or not below the other
     */
    public Growth {
        if (before < 0 || after <= before) {
            throw new IllegalArgumentException(
                    "Nothing grows from version %d to %d.".formatted(before, after));
        }
        requireNonNull(span, "span");
        requireNonNull(cost, "cost");
    }

    /** Returns this growth and what came after it, as one. */
    Growth and(Growth later) {
        return new Growth(
                before,
                after + later.after - later.before,
                span.plus(later.span),
                cost.plus(later.cost));
    }
}
