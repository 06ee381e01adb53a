package org.annals.following;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Notification;

/**
 * Which events must be processed in order among themselves: those of one key. When one of them is
 * parked the later ones are parked behind it, and all others go on. May be shared between threads.
 */
@FunctionalInterface
public interface SequenceKey {
    /** Returns the key of an event, always the same. */
    String of(Notification event);

    /** Returns the aggregate's id; an event of no aggregate is alone, under its own id. */
    static SequenceKey byAggregate() {
        return event -> {
            Origin origin = event.storedEvent().origin();
            return origin == null ? event.storedEvent().id().toString() : origin.aggregateId();
        };
    }

    /** Returns the value of the first tag of a key; an event without one is as by aggregate. */
    static SequenceKey byTag(String key) {
        SequenceKey otherwise = byAggregate();
        return event ->
                event.storedEvent().tags().stream()
                        .filter(tag -> tag.key().equals(key))
                        .findFirst()
                        .map(EventTag::value)
                        .orElseGet(() -> otherwise.of(event));
    }
}
