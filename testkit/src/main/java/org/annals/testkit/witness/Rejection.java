package org.annals.testkit.witness;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;

import java.util.Optional;

/** Why an append was refused for good. Immutable. */
public sealed interface Rejection {
    /**
     * A version is taken or would leave a hole.
     *
     * @param expected the version that could have been appended
     */
    record Version(String aggregateId, long expected, long given) implements Rejection {}

    /**
     * An event matches a condition.
     *
     * @param match the position of that event
     */
    record Condition(FailIfMatching condition, long match) implements Rejection {}

    /**
     * A position of an upstream has been processed already.
     *
     * @param recorded how far
     */
    record Behind(String upstream, long recorded) implements Rejection {}

    /** An event id is recorded otherwise. */
    record Reuse() implements Rejection {}

    /** Returns what an exception says, or empty if it is no refusal for good. */
    static Optional<Rejection> of(RuntimeException failure) {
        return switch (failure) {
            case VersionConflictException e ->
                    Optional.of(
                            new Version(e.aggregateId(), e.expectedVersion(), e.givenVersion()));
            case AppendConditionFailedException e ->
                    Optional.of(new Condition(e.condition(), e.matchingPosition()));
            case TrackingConflictException e ->
                    Optional.of(
                            new Behind(
                                    e.given().upstream(),
                                    e.recorded().map(Tracking::position).orElse(0L)));
            case IllegalArgumentException e -> Optional.of(new Reuse());
            default -> Optional.empty();
        };
    }

    /** Returns whether it may be over one day: a hole may be closed, all else lasts. */
    default boolean mayEnd() {
        return this instanceof Version conflict && conflict.given() > conflict.expected();
    }
}
