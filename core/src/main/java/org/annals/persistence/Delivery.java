package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;

import java.util.List;

/**
 * A stored event as a subscription delivers it: whole, and where it stands. Immutable.
 *
 * @param domainEvents all that it turns into: one event, mostly; more, or none, if upcasters say
 *     so. None is to be tracked all the same
 * @param tracking the name of the log, the event's position and its id: what a follower records
 *     together with what it made of the event
 */
public record Delivery(List<DomainEvent<?>> domainEvents, Tracking tracking) {
    public Delivery {
        domainEvents = List.copyOf(domainEvents);
        requireNonNull(tracking, "tracking");
    }

    /** Returns the position of the event, 1 or more. */
    public long position() {
        return tracking.position();
    }
}
