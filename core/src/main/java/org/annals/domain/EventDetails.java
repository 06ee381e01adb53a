package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a caller says about an event that is triggered, where the library's own choice will not do.
 *
 * <p>Begin with one of the factories and go on with the {@code with} methods. Immutable.
 *
 * @param id the event's id, or null for the next one of the {@link TriggerScope}
 * @param timestamp the event's time, or null for the clock of the {@link TriggerScope}
 * @param metadata wins over the metadata of the running code, key by key
 * @param tags by which the event is selected, in this order
 */
public record EventDetails(
        @Nullable UUID id,
        @Nullable Instant timestamp,
        Map<String, String> metadata,
        List<EventTag> tags) {
    private static final EventDetails NONE = new EventDetails(null, null, Map.of(), List.of());

    /**
     * Copies the map and the list.
     *
     * @throws IllegalArgumentException if metadata cannot be stored
     */
    public EventDetails {
        metadata = Metadata.storable(metadata);
        tags = List.copyOf(tags);
    }

    /** Returns details that leave every choice to the library. */
    public static EventDetails none() {
        return NONE;
    }

    /** Returns the details of an event that happened at a known time, such as an imported one. */
    public static EventDetails at(Instant timestamp) {
        return NONE.withTimestamp(timestamp);
    }

    /** Returns the details of an event with tags. */
    public static EventDetails tagged(EventTag... tags) {
        return NONE.withTags(tags);
    }

    /** Returns these details with the event's id. */
    public EventDetails withId(UUID id) {
        return new EventDetails(requireNonNull(id, "id"), timestamp, metadata, tags);
    }

    /** Returns these details with the event's time, which may be earlier than that of others. */
    public EventDetails withTimestamp(Instant timestamp) {
        return new EventDetails(id, requireNonNull(timestamp, "timestamp"), metadata, tags);
    }

    /** Returns these details with more metadata. */
    public EventDetails withMetadata(Map<String, String> more) {
        return new EventDetails(id, timestamp, Metadata.merged(metadata, more), tags);
    }

    /** Returns these details with more tags, after those that are there. */
    public EventDetails withTags(EventTag... more) {
        List<EventTag> all = new ArrayList<>(tags);
        all.addAll(List.of(more));
        return new EventDetails(id, timestamp, metadata, all);
    }
}
