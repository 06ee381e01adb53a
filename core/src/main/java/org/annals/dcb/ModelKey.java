package org.annals.dcb;

import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which decision model is meant, and how it is made of what is remembered of it: for those who
 * remember. Immutable.
 *
 * @param <M> the model
 */
public sealed interface ModelKey<M> permits ObjectKey, BoundedKey {
    /** Returns what makes the model: the class of an enduring object, or an evolution. */
    Object of();

    /** Returns what it is a model of, as text: that of a tag, or a digest of a query. */
    String subject();

    /** Returns the class of its states, or null if the model does not know it. */
    @Nullable Class<?> stateClass();

    /** Returns whether models are changed by those who have them, so that none may be shared. */
    boolean isMutable();

    /** Returns the position up to which a model has read. */
    long position(M model);

    /** Returns the state of a model that has a past. */
    Snapshot<?> snapshot(M model);

    /** Returns a model of a state. */
    M restored(Snapshot<?> snapshot);

    /** Returns a model of all its events, up to a position. */
    M replayed(List<Recording> events, long position);
}
