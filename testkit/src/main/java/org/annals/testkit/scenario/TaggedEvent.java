package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;

import java.util.List;

/**
 * An event and the tags that it has, where a scenario cares for tags. Immutable, if the event is.
 *
 * @param tags in any order
 */
public record TaggedEvent<E>(E event, List<EventTag> tags) {
    /** Copies the list. */
    public TaggedEvent {
        requireNonNull(event, "event");
        tags = List.copyOf(tags);
    }

    /** Returns an event with its tags. */
    public static <E> TaggedEvent<E> of(E event, EventTag... tags) {
        return new TaggedEvent<>(event, List.of(tags));
    }
}
