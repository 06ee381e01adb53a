package org.annals.following;

import org.annals.domain.DomainEvent;
import org.annals.persistence.Tracking;

import java.util.List;
import java.util.Optional;

/**
 * Where what follows from an upstream's events is recorded, together with the place reached in it.
 * Implementations may be shared between threads.
 */
public interface Downstream {
    /**
     * Returns the place in an upstream log, or empty if it was never followed.
     *
     * @param upstream its name, or that of one of its {@linkplain Partitions partitions}
     */
    Optional<Tracking> findTracking(String upstream);

    /** Returns the same for somebody who only looks, and does not begin to follow. */
    default Optional<Tracking> lookUp(String upstream) {
        return findTracking(upstream);
    }

    /**
     * Processes some events of an upstream, in order, and records what follows from them and the
     * place: all or none.
     *
     * @param events those between the place recorded so far and the new one; there may be none
     * @param tracking the new place, at or beyond the last of the events, under the name by which
     *     it is found
     * @throws org.annals.persistence.TrackingConflictException if the place is recorded already, or
     *     one at or beyond the first of the events, as a competitor may have recorded; or if the
     *     follower's epoch is over; nothing was written
     * @throws RuntimeException whatever the user's code throws; nothing was written
     */
    void process(List<Incoming> events, Tracking tracking);

    /**
     * Moves the place, and does nothing else.
     *
     * @throws org.annals.persistence.TrackingConflictException as {@link #process} does
     */
    default void track(Tracking tracking) {
        process(List.of(), tracking);
    }

    /**
     * An event as it comes from upstream. Immutable.
     *
     * @param tracking the upstream's name, the event's position and its id
     * @param domainEvents all that the stored event turns into, which may be nothing
     */
    record Incoming(Tracking tracking, List<DomainEvent<?>> domainEvents) {
        /** Copies the list. */
        public Incoming {
            domainEvents = List.copyOf(domainEvents);
        }
    }
}
