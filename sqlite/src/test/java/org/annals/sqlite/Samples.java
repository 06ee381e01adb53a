package org.annals.sqlite;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stored events and snapshots for tests. */
final class Samples {
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    private Samples() {}

    static StoredEvent event(String type, EventTag... tags) {
        return event(null, type, 10, tags);
    }

    /** Returns a snapshot of type {@code State}. */
    static StoredSnapshot snapshot(String subject, long version) {
        UUID id = TriggerScope.current().nextId();
        return new StoredSnapshot(
                id, subject, "State", 1, version, Bytes.handOver(new byte[] {(byte) version}));
    }

    static StoredEvent event(@Nullable Origin origin, String type, int bytes, EventTag... tags) {
        UUID id = TriggerScope.current().nextId();
        return new StoredEvent(
                id,
                origin,
                type,
                1,
                List.of(tags),
                TIME,
                Map.of(),
                Bytes.handOver(new byte[bytes]));
    }
}
