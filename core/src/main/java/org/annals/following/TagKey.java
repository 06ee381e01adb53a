package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.persistence.Notification;

/** The value of an event's first tag of a key, or else its aggregate. */
record TagKey(String key) implements SequenceKey {
    private static final SequenceKey OTHERWISE = new AggregateKey();

    TagKey {
        requireNonNull(key, "key");
    }

    @Override
    public String of(Notification event) {
        return event.storedEvent().tags().stream()
                .filter(tag -> tag.key().equals(key))
                .findFirst()
                .map(EventTag::value)
                .orElseGet(() -> OTHERWISE.of(event));
    }

    @Override
    public String name() {
        return "tag %s".formatted(key);
    }
}
