package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events that differ from another in one respect. */
final class EventVariant {
    private EventVariant() {}

    static StoredEvent withId(StoredEvent event, UUID id) {
        return new StoredEvent(
                id,
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                event.data());
    }

    static StoredEvent withOrigin(StoredEvent event, @Nullable Origin origin) {
        return new StoredEvent(
                event.id(),
                origin,
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                event.data());
    }

    static StoredEvent withType(StoredEvent event, String type, int typeVersion) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                type,
                typeVersion,
                event.tags(),
                event.timestamp(),
                event.metadata(),
                event.data());
    }

    static StoredEvent withTags(StoredEvent event, EventTag... tags) {
        return withTags(event, Arrays.asList(tags));
    }

    static StoredEvent withTags(StoredEvent event, List<EventTag> tags) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                tags,
                event.timestamp(),
                event.metadata(),
                event.data());
    }

    static StoredEvent withTimestamp(StoredEvent event, Instant timestamp) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                timestamp,
                event.metadata(),
                event.data());
    }

    static StoredEvent withMetadata(StoredEvent event, Map<String, String> metadata) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                metadata,
                event.data());
    }

    static StoredEvent withData(StoredEvent event, byte[] data) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                Bytes.copyOf(data));
    }
}
