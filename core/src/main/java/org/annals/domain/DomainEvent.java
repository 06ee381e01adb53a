package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The envelope of an event: the user's value, and everything else that is known of it.
 *
 * <p>An envelope is complete when it is made: nothing about it is decided later. It can be saved as
 * it is, with no aggregate object at all. Immutable, if the event is.
 *
 * @param <E> the type of the user's value
 * @param id the event's id, recorded at most once
 * @param origin the aggregate and the version that the event brought it to, or null if it belongs
 *     to no aggregate
 * @param tags by which the event is selected, in this order
 * @param timestamp UTC, cut to microseconds
 * @param metadata text to text
 * @param event the user's value
 */
public record DomainEvent<E>(
        UUID id,
        @Nullable Origin origin,
        List<EventTag> tags,
        Instant timestamp,
        Map<String, String> metadata,
        E event)
        implements Recordable {

    /**
     * Copies the list and the map, and cuts the timestamp to microseconds.
     *
     * @throws IllegalArgumentException if metadata cannot be stored
     */
    public DomainEvent {
        requireNonNull(id, "id");
        tags = List.copyOf(tags);
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
        metadata = Metadata.storable(metadata);
        requireNonNull(event, "event");
    }

    /**
     * Returns the envelope of an event that belongs to no aggregate, with the tags given and those
     * of its {@link Tag} components behind them.
     */
    public static <E> DomainEvent<E> of(E event, EventDetails details) {
        return envelope(event, null, details);
    }

    /** Returns the envelope of an event of an aggregate, which brings it to a version, likewise. */
    public static <E> DomainEvent<E> of(E event, Origin origin, EventDetails details) {
        return envelope(event, requireNonNull(origin, "origin"), details);
    }

    private static <E> DomainEvent<E> envelope(
            E event, @Nullable Origin origin, EventDetails details) {
        Ambient ambient = Ambient.ofThread();
        TriggerScope scope = ambient.scope;
        UUID id = details.id();
        Instant timestamp = details.timestamp();
        return new DomainEvent<>(
                id == null ? scope.nextId() : id,
                origin,
                EventTags.behind(details.tags(), event),
                timestamp == null ? scope.now() : timestamp,
                Metadata.merged(ambient.metadata, details.metadata()),
                event);
    }

    /**
     * Returns the id of the aggregate that it belongs to.
     *
     * @throws IllegalStateException if it belongs to none; see {@link #origin()}
     */
    public String aggregateId() {
        if (origin == null) {
            throw new IllegalStateException(
                    "Event %s belongs to no aggregate, so there is no id of one. Look at its tags."
                            .formatted(id));
        }
        return origin.aggregateId();
    }

    /** Returns this event as the only one that waits: it was made by hand, so nothing clears it. */
    @Override
    public Pending<E> pending() {
        return Pending.ofOne(this);
    }
}
