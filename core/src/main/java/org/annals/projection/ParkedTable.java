package org.annals.projection;

import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.StoredEvent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The table of the parked events of views, in any database that has JDBC. Whoever changes it holds
 * the row of the place. Immutable.
 *
 * @param name of the table
 */
record ParkedTable(String name) {
    MadeTable made() {
        // The second index is that of a key's events. An index of its own would need a name in the
        // same schema, and databases differ in how that is said.
        return new MadeTable(
                name,
                "parked events",
                "(upstream VARCHAR(256) NOT NULL, event_position BIGINT NOT NULL, sequence_key VARCHAR(256) NOT NULL, event_id VARCHAR(36) NOT NULL, event_type VARCHAR(256) NOT NULL, problem VARCHAR(%d) NOT NULL, attempts INTEGER NOT NULL, parked_on BIGINT NOT NULL, PRIMARY KEY (upstream, event_position), UNIQUE (upstream, sequence_key, event_position))"
                        .formatted(ParkedEvent.PROBLEM_MAX_LENGTH));
    }

    /** Adds an event, unless it is there. */
    void add(Connection connection, ParkedEvent event) throws SQLException {
        if (has(connection, event)) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO %s (upstream, event_position, sequence_key, event_id, event_type, problem, attempts, parked_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                                .formatted(name))) {
            insert.setString(1, event.upstream());
            insert.setLong(2, event.position());
            insert.setString(3, event.key());
            insert.setString(4, event.eventId().toString());
            insert.setString(5, event.type());
            insert.setString(6, event.problem());
            insert.setInt(7, event.attempts());
            insert.setLong(8, StoredEvent.microsOf(event.parkedOn()));
            insert.executeUpdate();
        }
    }

    private boolean has(Connection connection, ParkedEvent event) throws SQLException {
        return read(connection, event.upstream(), event.position() - 1, 1).stream()
                .anyMatch(each -> each.position() == event.position());
    }

    /** Removes an event, and returns whether it was there. */
    boolean remove(Connection connection, ProcessChange.Unpark unpark) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM %s WHERE upstream = ? AND event_position = ?"
                                .formatted(name))) {
            delete.setString(1, unpark.upstream());
            delete.setLong(2, unpark.position());
            return delete.executeUpdate() == 1;
        }
    }

    List<ParkedEvent> read(Connection connection, String upstream, long after, int limit)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT sequence_key, event_position, event_id, event_type, problem, attempts, parked_on FROM %s WHERE upstream = ? AND event_position > ? ORDER BY event_position"
                                .formatted(name))) {
            select.setMaxRows(limit);
            select.setString(1, upstream);
            select.setLong(2, after);
            try (ResultSet rows = select.executeQuery()) {
                List<ParkedEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(
                            new ParkedEvent(
                                    upstream,
                                    rows.getString(1),
                                    rows.getLong(2),
                                    UUID.fromString(rows.getString(3)),
                                    rows.getString(4),
                                    rows.getString(5),
                                    rows.getInt(6),
                                    StoredEvent.instantOf(rows.getLong(7))));
                }
                return events;
            }
        }
    }

    /** Returns the key of each event: a database that takes {@code a} for {@code A} loses none. */
    List<String> keys(Connection connection, String upstream) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT sequence_key FROM %s WHERE upstream = ?".formatted(name))) {
            select.setString(1, upstream);
            try (ResultSet rows = select.executeQuery()) {
                List<String> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
            }
        }
    }

    /** Returns whether an event of a key is there, or of one that the database takes for it. */
    boolean hasKey(Connection connection, String upstream, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT event_position FROM %s WHERE upstream = ? AND sequence_key = ?"
                                .formatted(name))) {
            select.setMaxRows(1);
            select.setString(1, upstream);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    long count(Connection connection, String upstream) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT COUNT(*) FROM %s WHERE upstream = ?".formatted(name))) {
            select.setString(1, upstream);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
