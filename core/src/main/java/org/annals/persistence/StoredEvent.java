package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Text;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A domain event as bytes: what mappers make and recorders keep. Immutable.
 *
 * @param id the event's id, recorded at most once
 * @param origin the aggregate and its version, or null if the event belongs to no aggregate
 * @param type the stored name of the event's type
 * @param typeVersion the schema version, 1 or more
 * @param tags in this order
 * @param timestamp UTC, cut to microseconds
 * @param metadata text to text, in the clear
 * @param data what {@link StoredForm} describes
 */
public record StoredEvent(
        UUID id,
        @Nullable Origin origin,
        String type,
        int typeVersion,
        List<EventTag> tags,
        Instant timestamp,
        Map<String, String> metadata,
        Bytes data) {

    /**
     * @throws IllegalArgumentException if the type is empty, its version is below 1, some text
     *     cannot be stored, or the time is too far away to be counted in microseconds
     */
    public StoredEvent {
        requireNonNull(id, "id");
        Text.requireStorable(type, "event type");
        if (type.isEmpty() || typeVersion < 1) {
            throw new IllegalArgumentException(
                    "'%s', %d cannot be an event type: a name is not empty and versions begin with 1."
                            .formatted(type, typeVersion));
        }
        tags = List.copyOf(tags);
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
        microsOf(timestamp);
        metadata = Map.copyOf(metadata);
        metadata.forEach(
                (key, value) -> {
                    Text.requireStorable(key, "key of metadata");
                    Text.requireStorable(value, "value of metadata");
                });
        requireNonNull(data, "data");
    }

    /** Returns the timestamp as microseconds since 1970, negative before. */
    public long timestampMicros() {
        return microsOf(timestamp);
    }

    /** Returns the instant of a number of microseconds since 1970. */
    public static Instant instantOf(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Returns the microseconds since 1970 of an instant, negative before.
     *
     * @throws IllegalArgumentException if it is too far away to be counted so
     */
    public static long microsOf(Instant timestamp) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, timestamp);
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s is too far away to be kept in microseconds.".formatted(timestamp), e);
        }
    }
}
