package org.annals.sqlite;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.recording.LogName;
import org.annals.recording.TextCodec;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.UUID;

/** Events as rows. Immutable. */
final class EventRows {
    static final String COLUMNS =
            "e.position, e.event_id, e.aggregate_id, e.version, e.type, e.type_version, e.tags, e.recorded_at, e.metadata, e.data";

    private final String insertEvent;
    private final String insertTag;

    EventRows(LogName name) {
        insertEvent =
                Schema.named(
                        "INSERT INTO \"{log}_events\" (position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        name);
        insertTag =
                Schema.named(
                        "INSERT INTO \"{log}_tags\" (tag, position, type) VALUES (?, ?, ?)", name);
    }

    void insert(Statements statements, long position, StoredEvent event) throws SQLException {
        PreparedStatement row = statements.prepare(insertEvent);
        row.setLong(1, position);
        row.setBytes(2, bytes(event.id()));
        Origin origin = event.origin();
        if (origin == null) {
            row.setNull(3, Types.VARCHAR);
            row.setNull(4, Types.BIGINT);
        } else {
            row.setString(3, origin.aggregateId());
            row.setLong(4, origin.version());
        }
        row.setString(5, event.type());
        row.setInt(6, event.typeVersion());
        row.setBytes(7, TextCodec.encodeTags(event.tags()));
        row.setLong(8, event.timestampMicros());
        row.setBytes(9, TextCodec.encodeMetadata(event.metadata()));
        row.setBytes(10, event.data().toArray());
        row.executeUpdate();
        if (!event.tags().isEmpty()) {
            insertTags(statements, position, event);
        }
    }

    private void insertTags(Statements statements, long position, StoredEvent event)
            throws SQLException {
        PreparedStatement row = statements.prepare(insertTag);
        for (EventTag tag : new HashSet<>(event.tags())) {
            row.setString(1, tag.toString());
            row.setLong(2, position);
            row.setString(3, event.type());
            row.executeUpdate();
        }
    }

    /** Returns the event of a row of {@link #COLUMNS}. */
    static Notification read(ResultSet row) throws SQLException {
        return new Notification(row.getLong(1), storedEvent(row));
    }

    /** Returns what is in a row of {@link #COLUMNS} and the hash, whether or not it is an event. */
    static ChainedEvent readChained(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(11);
        return new ChainedEvent(
                row.getLong(1), readable(row), hash == null ? null : Bytes.handOver(hash));
    }

    private static @Nullable StoredEvent readable(ResultSet row) throws SQLException {
        try {
            return storedEvent(row);
        } catch (IllegalArgumentException notAnEvent) {
            return null;
        }
    }

    private static StoredEvent storedEvent(ResultSet row) throws SQLException {
        String aggregateId = row.getString(3);
        return new StoredEvent(
                uuid(row.getBytes(2)),
                aggregateId == null ? null : new Origin(aggregateId, row.getLong(4)),
                row.getString(5),
                row.getInt(6),
                TextCodec.decodeTags(orEmpty(row.getBytes(7))),
                StoredEvent.instantOf(row.getLong(8)),
                TextCodec.decodeMetadata(orEmpty(row.getBytes(9))),
                Bytes.handOver(orEmpty(row.getBytes(10))));
    }

    // The driver reads a BLOB without bytes as null.
    static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
