package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

/**
 * An event as it comes to a view, with all that is known of it. Immutable, if the event is.
 *
 * @param <E> the type of the user's value
 * @param domainEvent the envelope
 * @param tracking the upstream's name, the event's position and its id; null in an inline view,
 *     whose events have no position before they are recorded
 * @param isReplayed whether it was recorded before this edition of the view was made, or comes
 *     while another edition is live: then what it does beside the view was done already, or is done
 *     by another
 */
public record ProjectedEvent<E>(
        DomainEvent<E> domainEvent, @Nullable Tracking tracking, boolean isReplayed) {
    /** Requires the envelope. */
    public ProjectedEvent {
        requireNonNull(domainEvent, "domainEvent");
    }

    /** Returns the user's value. */
    public E event() {
        return domainEvent.event();
    }
}
