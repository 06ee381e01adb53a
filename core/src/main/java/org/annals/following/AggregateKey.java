package org.annals.following;

import org.annals.domain.Origin;
import org.annals.persistence.Notification;

/** An event's aggregate, or the event itself if it is of none. */
record AggregateKey() implements SequenceKey {
    @Override
    public String of(Notification event) {
        Origin origin = event.storedEvent().origin();
        return origin == null ? event.storedEvent().id().toString() : origin.aggregateId();
    }

    @Override
    public String name() {
        return "aggregate";
    }
}
