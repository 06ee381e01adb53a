package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.integrity.HashChain;
import org.annals.persistence.StoredEvent;
import org.annals.recording.TextCodec;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** Events as the arrays that a statement is given, one for each column. Immutable. */
record EventColumns(List<StoredEvent> events) {
    UUID[] ids() {
        return events.stream().map(StoredEvent::id).toArray(UUID[]::new);
    }

    @Nullable String[] aggregates() {
        @Nullable String[] aggregates = new String[events.size()];
        for (int i = 0; i < aggregates.length; i++) {
            Origin origin = events.get(i).origin();
            aggregates[i] = origin == null ? null : origin.aggregateId();
        }
        return aggregates;
    }

    /** Returns versions, 0 where there is none. */
    long[] versions() {
        return events.stream()
                .mapToLong(event -> event.origin() == null ? 0 : event.origin().version())
                .toArray();
    }

    String[] types() {
        return events.stream().map(StoredEvent::type).toArray(String[]::new);
    }

    int[] typeVersions() {
        return events.stream().mapToInt(StoredEvent::typeVersion).toArray();
    }

    String[] tags() {
        return events.stream()
                .map(event -> ArrayText.of(event.tags().stream().map(EventTag::toString).toList()))
                .toArray(String[]::new);
    }

    long[] recordedAts() {
        return events.stream().mapToLong(StoredEvent::timestampMicros).toArray();
    }

    byte[][] metadata() {
        return events.stream()
                .map(event -> TextCodec.encodeMetadata(event.metadata()))
                .toArray(byte[][]::new);
    }

    byte[][] data() {
        return events.stream().map(event -> event.data().toArray()).toArray(byte[][]::new);
    }

    /** Returns what the hashes of a chained log are made of, which does not know positions. */
    byte[][] digests() {
        var chain = new HashChain();
        return events.stream().map(event -> chain.digest(event).toArray()).toArray(byte[][]::new);
    }
}
