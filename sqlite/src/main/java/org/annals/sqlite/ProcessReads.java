package org.annals.sqlite;

import org.annals.persistence.Bytes;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Timer;
import org.annals.recording.LogName;
import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads parked events and timers. Immutable; the statements belong to whoever calls. */
final class ProcessReads {
    private final String parked;
    private final String parkedKeys;
    private final String isParked;
    private final String isKeyParked;
    private final String countParked;
    private final String timer;
    private final String dueTimers;
    private final String nextTimer;

    ProcessReads(LogName name) {
        parked =
                Schema.named(
                        "SELECT key, position, event_id, type, problem, attempts, parked_on FROM \"{log}_parked\" WHERE upstream = ? AND position > ? ORDER BY position LIMIT ?",
                        name);
        parkedKeys =
                Schema.named(
                        "SELECT DISTINCT key FROM \"{log}_parked\" WHERE upstream = ? ORDER BY key",
                        name);
        isParked =
                Schema.named(
                        "SELECT 1 FROM \"{log}_parked\" WHERE upstream = ? AND position = ?", name);
        isKeyParked =
                Schema.named(
                        "SELECT 1 FROM \"{log}_parked\" WHERE upstream = ? AND key = ? LIMIT 1",
                        name);
        countParked =
                Schema.named("SELECT count(*) FROM \"{log}_parked\" WHERE upstream = ?", name);
        timer =
                Schema.named(
                        "SELECT id, due_on, data FROM \"{log}_timers\" WHERE process = ? AND id = ?",
                        name);
        dueTimers =
                Schema.named(
                        "SELECT id, due_on, data FROM \"{log}_timers\" WHERE process = ? AND due_on <= ? ORDER BY due_on, id LIMIT ?",
                        name);
        nextTimer =
                Schema.named("SELECT min(due_on) FROM \"{log}_timers\" WHERE process = ?", name);
    }

    List<ParkedEvent> parked(Statements statements, String upstream, long after, int limit)
            throws SQLException {
        PreparedStatement statement = statements.prepare(parked);
        statement.setString(1, upstream);
        statement.setLong(2, after);
        statement.setInt(3, limit);
        List<ParkedEvent> page = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                page.add(
                        new ParkedEvent(
                                upstream,
                                row.getString(1),
                                row.getLong(2),
                                EventRows.uuid(row.getBytes(3)),
                                row.getString(4),
                                row.getString(5),
                                row.getInt(6),
                                StoredEvent.instantOf(row.getLong(7))));
            }
        }
        return List.copyOf(page);
    }

    List<String> parkedKeys(Statements statements, String upstream) throws SQLException {
        PreparedStatement statement = statements.prepare(parkedKeys);
        statement.setString(1, upstream);
        List<String> keys = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return List.copyOf(keys);
    }

    boolean isParked(Statements statements, String upstream, long position) throws SQLException {
        PreparedStatement statement = statements.prepare(isParked);
        statement.setString(1, upstream);
        statement.setLong(2, position);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    boolean isParked(Statements statements, String upstream, String key) throws SQLException {
        PreparedStatement statement = statements.prepare(isKeyParked);
        statement.setString(1, upstream);
        statement.setString(2, key);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    long countParked(Statements statements, String upstream) throws SQLException {
        PreparedStatement statement = statements.prepare(countParked);
        statement.setString(1, upstream);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Nullable Timer timer(Statements statements, String process, String id) throws SQLException {
        PreparedStatement statement = statements.prepare(timer);
        statement.setString(1, process);
        statement.setString(2, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? timer(process, row) : null;
        }
    }

    List<Timer> dueTimers(Statements statements, String process, Instant until, int limit)
            throws SQLException {
        PreparedStatement statement = statements.prepare(dueTimers);
        statement.setString(1, process);
        statement.setLong(2, Timer.microsUntil(until));
        statement.setInt(3, limit);
        List<Timer> due = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                due.add(timer(process, row));
            }
        }
        return List.copyOf(due);
    }

    private static Timer timer(String process, ResultSet row) throws SQLException {
        return new Timer(
                process,
                row.getString(1),
                StoredEvent.instantOf(row.getLong(2)),
                Bytes.handOver(EventRows.orEmpty(row.getBytes(3))));
    }

    Optional<Instant> nextTimer(Statements statements, String process) throws SQLException {
        PreparedStatement statement = statements.prepare(nextTimer);
        statement.setString(1, process);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            long micros = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(StoredEvent.instantOf(micros));
        }
    }
}
