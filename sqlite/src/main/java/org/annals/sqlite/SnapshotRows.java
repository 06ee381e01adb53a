package org.annals.sqlite;

import org.annals.persistence.StoredSnapshot;
import org.annals.recording.LogName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes snapshots, each time in a transaction of the writer's. Immutable; the connection belongs
 * to whoever calls.
 */
final class SnapshotRows {
    /** How many are deleted in one transaction: appends wait for it. */
    static final int MOST = 100;

    private final String upsert;
    private final String prune;
    private final String deleteAny;

    SnapshotRows(LogName name) {
        upsert =
                Schema.named(
                        "INSERT INTO \"{log}_snapshots\" AS s (subject, type, version, state_version, id, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (subject, type, version) DO UPDATE SET state_version = excluded.state_version, id = excluded.id, data = excluded.data WHERE s.state_version <> excluded.state_version",
                        name);
        prune =
                Schema.named(
                        "DELETE FROM \"{log}_snapshots\" WHERE rowid IN (SELECT rowid FROM \"{log}_snapshots\" WHERE subject = ? AND type = ? ORDER BY version DESC LIMIT ? OFFSET ?)",
                        name);
        deleteAny =
                Schema.named(
                        "DELETE FROM \"{log}_snapshots\" WHERE rowid IN (SELECT rowid FROM \"{log}_snapshots\" LIMIT ?)",
                        name);
    }

    /** Writes beside the log, and returns what came of it. */
    @FunctionalInterface
    interface Writing<T> {
        T on(Connection connection) throws SQLException;
    }

    Writing<Integer> put(StoredSnapshot snapshot) {
        return connection -> {
            try (PreparedStatement row = connection.prepareStatement(upsert)) {
                row.setString(1, snapshot.subject());
                row.setString(2, snapshot.type());
                row.setLong(3, snapshot.version());
                row.setInt(4, snapshot.stateVersion());
                row.setBytes(5, EventRows.bytes(snapshot.id()));
                row.setBytes(6, snapshot.data().toArray());
                return row.executeUpdate();
            }
        };
    }

    /** Deletes the newest of those that are not kept, at most {@link #MOST}. */
    Writing<Integer> prune(String subject, String type, int keep) {
        return connection -> {
            try (PreparedStatement rows = connection.prepareStatement(prune)) {
                rows.setString(1, subject);
                rows.setString(2, type);
                rows.setInt(3, MOST);
                rows.setInt(4, keep);
                return rows.executeUpdate();
            }
        };
    }

    /** Deletes whichever, at most {@link #MOST}. */
    Writing<Integer> deleteAny() {
        return connection -> {
            try (PreparedStatement rows = connection.prepareStatement(deleteAny)) {
                rows.setInt(1, MOST);
                return rows.executeUpdate();
            }
        };
    }
}
