package org.annals.examples.selftest;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Events of which time, metadata and data follow from their ids. Stateless. */
final class Events {
    private static final Instant BEGINNING = Instant.parse("2020-02-29T12:00:00Z");
    private static final int MOST_BYTES = 120;

    private Events() {}

    static StoredEvent event(UUID id, @Nullable Origin origin, String type, List<EventTag> tags) {
        var random = new Random(id.hashCode());
        byte[] data = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(data);
        return new StoredEvent(
                id,
                origin,
                type,
                1,
                tags,
                BEGINNING.plus(id.hashCode(), ChronoUnit.MICROS),
                Map.of("id", id.toString()),
                Bytes.handOver(data));
    }
}
