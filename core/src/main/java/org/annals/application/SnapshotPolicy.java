package org.annals.application;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Says when a snapshot is due: asked after each save of an object, and whenever one is loaded as it
 * is now.
 *
 * {@snippet class="org.annals.application.SnapshotPolicyTest" region="policies"}
 *
 * <p>What is due and was missed, because it failed or the process ended, is due again when the
 * object is loaded. Implementations are pure functions and may be shared between threads.
 */
@FunctionalInterface
public interface SnapshotPolicy {
    /** Returns the version of which a snapshot is due, at most the one that it has now. */
    OptionalLong due(Growth growth);

    /** Returns the policy by which none is due: snapshots are taken by hand. */
    static SnapshotPolicy never() {
        return growth -> OptionalLong.empty();
    }

    /**
     * Returns the policy of one snapshot at every version that is a multiple of a number. Of those
     * that one save passes, the last is taken.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    static SnapshotPolicy every(long events) {
        if (events < 1) {
            throw new IllegalArgumentException(
                    "A snapshot every %d events is impossible: give a number of at least 1."
                            .formatted(events));
        }
        return growth -> {
            long last = growth.after() - growth.after() % events;
            return last > growth.before() ? OptionalLong.of(last) : OptionalLong.empty();
        };
    }

    /**
     * Returns the policy by which one is due when something is loaded of which the last event is so
     * much younger than the snapshot, or than the first event if there is none: by the events' own
     * times.
     *
     * @throws IllegalArgumentException if the time is not above 0
     */
    static SnapshotPolicy after(Duration span) {
        requirePositive(span, "span");
        return growth ->
                growth.span().compareTo(span) >= 0
                        ? OptionalLong.of(growth.after())
                        : OptionalLong.empty();
    }

    /**
     * Returns the policy by which one is due when something was loaded and it took so long to read
     * and apply the events since the snapshot.
     *
     * @throws IllegalArgumentException if the time is not above 0
     */
    static SnapshotPolicy costing(Duration cost) {
        requirePositive(cost, "cost");
        return growth ->
                growth.cost().compareTo(cost) >= 0
                        ? OptionalLong.of(growth.after())
                        : OptionalLong.empty();
    }

    /** Returns the policy by which one is due when either says so, at the higher version. */
    default SnapshotPolicy or(SnapshotPolicy other) {
        requireNonNull(other, "other");
        return growth -> {
            OptionalLong one = due(growth);
            OptionalLong two = other.due(growth);
            if (one.isEmpty() || two.isEmpty()) {
                return one.isEmpty() ? two : one;
            }
            return OptionalLong.of(Math.max(one.getAsLong(), two.getAsLong()));
        };
    }

    /** Returns the policy by which one is due when both say so, at the lower version. */
    default SnapshotPolicy and(SnapshotPolicy other) {
        requireNonNull(other, "other");
        return growth -> {
            OptionalLong one = due(growth);
            OptionalLong two = other.due(growth);
            return one.isEmpty() || two.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.min(one.getAsLong(), two.getAsLong()));
        };
    }

    private static void requirePositive(Duration time, String what) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(
                    "The %s is %s, but it must be above 0.".formatted(what, time));
        }
    }
}
