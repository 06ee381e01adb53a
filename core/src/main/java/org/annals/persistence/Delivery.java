package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;

/**
 * A domain event as a subscription delivers it, and where it stands. Immutable.
 *
 * @param tracking the name of the log, the event's position and its id: what a follower records
 *     together with what it made of the event
 */
public record Delivery(DomainEvent<?> domainEvent, Tracking tracking) {
    public Delivery {
        requireNonNull(domainEvent, "domainEvent");
        requireNonNull(tracking, "tracking");
    }

    /** Returns the position of the event, 1 or more. */
    public long position() {
        return tracking.position();
    }
}
