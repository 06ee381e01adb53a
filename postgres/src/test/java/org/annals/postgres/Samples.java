package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stored events and snapshots for tests, each with an id that no process has given before. */
final class Samples {
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    private Samples() {}

    /** Returns an event of no aggregate, with tags such as {@code course:c1}. */
    static StoredEvent fact(String type, String... tags) {
        return event(null, type, 10, tags);
    }

    /** Returns the event that brings an aggregate to a version. */
    static StoredEvent change(String aggregateId, long version, String... tags) {
        return event(new Origin(aggregateId, version), "Changed", 10, tags);
    }

    static StoredEvent event(@Nullable Origin origin, String type, int bytes, String... tags) {
        UUID id = TriggerScope.current().nextId();
        List<EventTag> parsed = Arrays.stream(tags).map(EventTag::parse).toList();
        Bytes data = Bytes.handOver(new byte[bytes]);
        return new StoredEvent(id, origin, type, 1, parsed, TIME, Map.of(), data);
    }

    /** Returns a snapshot of type {@code State}. */
    static StoredSnapshot snapshot(String subject, long version) {
        UUID id = TriggerScope.current().nextId();
        return new StoredSnapshot(
                id, subject, "State", 1, version, Bytes.handOver(new byte[] {(byte) version}));
    }

    /** Returns the request to append these. */
    static AppendRequest request(StoredEvent... events) {
        return AppendRequest.of(Arrays.asList(events));
    }
}
