package org.annals.projection;

import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The table of the places of views, in any database that has JDBC. Whoever changes what belongs to
 * a place has its row first, so that of two at once the second waits. Immutable.
 *
 * @param name of the table
 */
record PlaceTable(String name) {
    MadeTable made() {
        return new MadeTable(
                name,
                "places",
                "(name VARCHAR(512) NOT NULL PRIMARY KEY, tracked_to BIGINT NOT NULL, event_id VARCHAR(36), epoch BIGINT NOT NULL)");
    }

    @Nullable Tracking find(Connection connection, String place) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT tracked_to, event_id, epoch FROM %s WHERE name = ?"
                                .formatted(name))) {
            select.setString(1, place);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String id = row.getString(2);
                return new Tracking(
                        place,
                        row.getLong(1),
                        id == null ? null : UUID.fromString(id),
                        row.getLong(3));
            }
        }
    }

    /** Waits until nobody else changes what belongs to a place, and keeps them out to the end. */
    void hold(Connection connection, String place) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE %s SET epoch = epoch WHERE name = ?".formatted(name))) {
            update.setString(1, place);
            update.executeUpdate();
        }
    }

    /**
     * Moves a place from where it stands.
     *
     * @param after where that is, 0 if there is none
     * @throws TrackingConflictException if it stands elsewhere
     */
    void move(Connection connection, long after, Tracking to) throws SQLException {
        if (!update(connection, "tracked_to = ?", after, to)) {
            begin(connection, after, to);
        }
    }

    /**
     * Moves a place on, wherever it stands.
     *
     * @throws TrackingConflictException if it does not stand before the new one
     */
    void raise(Connection connection, Tracking to) throws SQLException {
        if (!update(connection, "tracked_to < ?", to.position(), to)) {
            begin(connection, 0, to);
        }
    }

    private void begin(Connection connection, long after, Tracking to) throws SQLException {
        Tracking recorded = find(connection, to.upstream());
        if (recorded == null) {
            if (after > 0) {
                throw new TrackingConflictException(to.epoch(), to);
            }
            try {
                insert(connection, to);
                return;
            } catch (SQLException e) {
                connection.rollback();
                recorded = find(connection, to.upstream());
                if (recorded == null) {
                    throw e;
                }
            }
        }
        throw new TrackingConflictException(recorded, to);
    }

    private boolean update(Connection connection, String where, long position, Tracking to)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE %s SET tracked_to = ?, event_id = ?, epoch = ? WHERE name = ? AND %s AND epoch <= ?"
                                .formatted(name, where))) {
            update.setLong(1, to.position());
            update.setString(2, id(to));
            update.setLong(3, to.epoch());
            update.setString(4, to.upstream());
            update.setLong(5, position);
            update.setLong(6, to.epoch());
            return update.executeUpdate() == 1;
        }
    }

    private void insert(Connection connection, Tracking to) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO %s (name, tracked_to, event_id, epoch) VALUES (?, ?, ?, ?)"
                                .formatted(name))) {
            insert.setString(1, to.upstream());
            insert.setLong(2, to.position());
            insert.setString(3, id(to));
            insert.setLong(4, to.epoch());
            insert.executeUpdate();
        }
    }

    private static @Nullable String id(Tracking tracking) {
        UUID id = tracking.eventId();
        return id == null ? null : id.toString();
    }
}
