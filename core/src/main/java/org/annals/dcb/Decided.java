package org.annals.dcb;

import org.annals.domain.DomainEvent;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;

import java.util.List;

/**
 * What is recorded only as long as what it was decided by still holds. A save of several of these,
 * or of these and aggregates, is one append under all their conditions.
 *
 * <p>Users' own base classes may implement it. For one thread at a time.
 */
public interface Decided extends Recordable {
    /** Returns the conditions of a save, all of which must hold; of none, it always may. */
    List<AppendCondition> conditions();

    /**
     * Takes note that a save under its conditions has committed.
     *
     * @param recordings all that the save recorded, in order, also of others; at least one
     */
    void committed(List<Recording> recordings);

    /**
     * Returns whether it has taken an event into account, as of the moment of its decisions: its
     * own, to begin with. A save is refused in which an event that it has not precedes one of its
     * own and would break its conditions, since it was decided without that.
     */
    default boolean knows(DomainEvent<?> event) {
        return pending().events().contains(event);
    }

    /**
     * Checks that it can be saved in one append with exactly these events.
     *
     * @throws IllegalStateException if what it has decided would be torn apart, or nothing was
     *     decided
     */
    default void requireSaveableWith(List<DomainEvent<?>> events) {}

    /**
     * Takes note that it is not known whether a save of these events has committed. Whatever is
     * saved next must be the same.
     */
    default void outcomeUnknown(List<DomainEvent<?>> events) {}

    /** Returns what decides, as it is to be named where conflicts are counted. */
    default Class<?> decidedBy() {
        return getClass();
    }
}
