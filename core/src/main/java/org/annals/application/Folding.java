package org.annals.application;

import org.annals.domain.Snapshot;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How objects of one kind are rebuilt: from nothing, or from a state that was kept, by one recorded
 * event after another. Immutable.
 *
 * @param <O> the objects
 */
sealed interface Folding<O> permits AggregateFolding, EvolutionFolding {
    /** Returns what is rebuilt: an aggregate class, or an evolution. */
    Object of();

    /** Returns the class of the states, or null if there are none. */
    @Nullable Class<?> stateClass();

    /**
     * Returns an object after its first step.
     *
     * @throws WrongAggregateTypeException if the event is none of this kind's
     */
    O begun(Step first);

    /**
     * Returns the object after a step: the same one, or another if it cannot be changed.
     *
     * @throws WrongAggregateTypeException if the event is none of this kind's
     */
    O after(O object, Step step);

    /** Returns an object after a step more, or after its first one. */
    default O onward(@Nullable O object, Step step) {
        return object == null ? begun(step) : after(object, step);
    }

    long version(O object);

    /**
     * Returns the state of an object.
     *
     * @param createdOn the time of its first event
     * @param modifiedOn the time of its last event
     */
    Snapshot<?> snapshot(O object, Instant createdOn, Instant modifiedOn);

    /** Returns an object of a state. */
    O restored(Snapshot<?> snapshot);

    /** Returns whether objects are changed by those who have them, so that none may be shared. */
    boolean isMutable();
}
