package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.recording.TextCodec;
import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Events as rows. Stateless. */
final class EventRows {
    /**
     * The columns but the last one; no tags are null, which costs less to read than an empty array.
     */
    static final String COLUMNS_BEFORE_DATA =
            "e.position, e.event_id, e.aggregate_id, e.version, e.type, e.type_version, CASE WHEN e.tags <> '{}' THEN e.tags END AS tags, e.recorded_at, e.metadata";

    static final String COLUMNS = COLUMNS_BEFORE_DATA + ", e.data";

    private EventRows() {}

    /** Returns the event of a row of {@link #COLUMNS}, or null if its data were left out. */
    static @Nullable Notification readIfWhole(ResultSet row) throws SQLException {
        byte[] data = row.getBytes(10);
        return data == null ? null : new Notification(row.getLong(1), storedEvent(row, data));
    }

    /** Returns what is in a row of {@link #COLUMNS} and the hash, whether or not it is an event. */
    static ChainedEvent readChained(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(11);
        return new ChainedEvent(
                row.getLong(1), readable(row), hash == null ? null : Bytes.handOver(hash));
    }

    private static @Nullable StoredEvent readable(ResultSet row) throws SQLException {
        try {
            return storedEvent(row, row.getBytes(10));
        } catch (RuntimeException notAnEvent) {
            // An array may also have dimensions and nulls that tags never have.
            return null;
        }
    }

    private static StoredEvent storedEvent(ResultSet row, byte[] data) throws SQLException {
        String aggregateId = row.getString(3);
        return new StoredEvent(
                row.getObject(2, UUID.class),
                aggregateId == null ? null : new Origin(aggregateId, row.getLong(4)),
                row.getString(5),
                row.getInt(6),
                tags(row.getArray(7)),
                StoredEvent.instantOf(row.getLong(8)),
                TextCodec.decodeMetadata(row.getBytes(9)),
                Bytes.handOver(data));
    }

    private static List<EventTag> tags(Array array) throws SQLException {
        if (array == null) {
            return List.of();
        }
        String[] texts = (String[]) array.getArray();
        EventTag[] tags = new EventTag[texts.length];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = EventTag.parse(texts[i]);
        }
        return List.of(tags);
    }
}
