package org.annals.postgres;

import org.annals.persistence.Bytes;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Timer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads parked events and timers, each time in one round trip. Immutable; the connection is the
 * caller's.
 */
final class ProcessReads {
    private final LogSql log;
    private final String guard;
    private final String afterwards;

    /**
     * @param guard stands before each read
     * @param afterwards stands behind it
     */
    ProcessReads(LogSql log, String guard, String afterwards) {
        this.log = log;
        this.guard = guard;
        this.afterwards = afterwards;
    }

    /** Makes of a result what is read. */
    @FunctionalInterface
    private interface Result<T> {
        T of(ResultSet row) throws SQLException;
    }

    List<ParkedEvent> parked(Connection connection, String upstream, long after, int limit)
            throws SQLException {
        return read(
                connection,
                "SELECT key, position, event_id, type, problem, attempts, parked_on FROM {schema}.\"{log}_parked\" WHERE upstream = ? AND position > ? ORDER BY position LIMIT ?",
                List.of(upstream, after, limit),
                row -> {
                    List<ParkedEvent> page = new ArrayList<>();
                    while (row.next()) {
                        page.add(parked(upstream, row));
                    }
                    return List.copyOf(page);
                });
    }

    private static ParkedEvent parked(String upstream, ResultSet row) throws SQLException {
        return new ParkedEvent(
                upstream,
                row.getString(1),
                row.getLong(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                StoredEvent.instantOf(row.getLong(7)));
    }

    List<String> parkedKeys(Connection connection, String upstream) throws SQLException {
        return read(
                connection,
                "SELECT DISTINCT key FROM {schema}.\"{log}_parked\" WHERE upstream = ? ORDER BY key",
                List.of(upstream),
                row -> {
                    List<String> keys = new ArrayList<>();
                    while (row.next()) {
                        keys.add(row.getString(1));
                    }
                    return List.copyOf(keys);
                });
    }

    boolean isParked(Connection connection, String upstream, long position) throws SQLException {
        return read(
                connection,
                "SELECT FROM {schema}.\"{log}_parked\" WHERE upstream = ? AND position = ?",
                List.of(upstream, position),
                ResultSet::next);
    }

    boolean isParked(Connection connection, String upstream, String key) throws SQLException {
        return read(
                connection,
                "SELECT FROM {schema}.\"{log}_parked\" WHERE upstream = ? AND key = ? LIMIT 1",
                List.of(upstream, key),
                ResultSet::next);
    }

    long countParked(Connection connection, String upstream) throws SQLException {
        return read(
                connection,
                "SELECT count(*) FROM {schema}.\"{log}_parked\" WHERE upstream = ?",
                List.of(upstream),
                row -> {
                    row.next();
                    return row.getLong(1);
                });
    }

    Optional<Timer> timer(Connection connection, String process, String id) throws SQLException {
        return read(
                connection,
                "SELECT id, due_on, data FROM {schema}.\"{log}_timers\" WHERE process = ? AND id = ?",
                List.of(process, id),
                row -> row.next() ? Optional.of(timer(process, row)) : Optional.empty());
    }

    List<Timer> dueTimers(Connection connection, String process, Instant until, int limit)
            throws SQLException {
        return read(
                connection,
                "SELECT id, due_on, data FROM {schema}.\"{log}_timers\" WHERE process = ? AND due_on <= ? ORDER BY due_on, id LIMIT ?",
                List.of(process, Timer.microsUntil(until), limit),
                row -> {
                    List<Timer> due = new ArrayList<>();
                    while (row.next()) {
                        due.add(timer(process, row));
                    }
                    return List.copyOf(due);
                });
    }

    private static Timer timer(String process, ResultSet row) throws SQLException {
        return new Timer(
                process,
                row.getString(1),
                StoredEvent.instantOf(row.getLong(2)),
                Bytes.handOver(row.getBytes(3)));
    }

    Optional<Instant> nextTimer(Connection connection, String process) throws SQLException {
        return read(
                connection,
                "SELECT min(due_on) FROM {schema}.\"{log}_timers\" WHERE process = ?",
                List.of(process),
                row -> {
                    row.next();
                    long micros = row.getLong(1);
                    return row.wasNull()
                            ? Optional.empty()
                            : Optional.of(StoredEvent.instantOf(micros));
                });
    }

    private <T> T read(Connection connection, String sql, List<?> parameters, Result<T> result)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(guard + log.named(sql) + afterwards)) {
            int number = 1;
            for (Object parameter : parameters) {
                statement.setObject(number++, parameter);
            }
            statement.execute();
            // The first answer is the guard's.
            statement.getMoreResults();
            try (ResultSet row = Objects.requireNonNull(statement.getResultSet(), "result")) {
                return result.of(row);
            }
        }
    }
}
