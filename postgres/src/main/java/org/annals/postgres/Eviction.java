package org.annals.postgres;

import org.annals.recording.Signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a backend that holds the log's lock and waits for a client that does not answer: a state
 * that no time-out of the server's ends before version 17. Decides nothing: what is ended rolls
 * back, and its client learns by its event ids what became of it. May be shared between threads.
 */
final class Eviction {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    // The holder, if it is one of ours and waits for its client.
    private static final String HOLDER =
            """
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid = ?::bigint::oid AND l.objid = ?::bigint::oid
              AND a.application_name LIKE 'annals%' AND a.wait_event_type = 'Client'
            """;
    // Whoever is asked something between two looks answers, however often it waits for its client.
    private static final String SINCE =
            "concat_ws(' ', a.xact_start, a.query_start, a.state_change)";
    private static final String LOOK = "SELECT a.pid, " + SINCE + ' ' + HOLDER;
    // Looks once more in the same statement: meanwhile it may have committed, and begun another.
    private static final String END =
            "SELECT pg_terminate_backend(a.pid) " + HOLDER + " AND a.pid = ? AND " + SINCE + " = ?";

    private final Connections connections;
    private final long tableOid;
    private final Signal waiting = new Signal();

    Eviction(Connections connections, long tableOid) {
        this.connections = connections;
        this.tableOid = tableOid;
    }

    private record Holder(int pid, String since) {}

    /**
     * Looks twice, and ends the holder if it waited both times in the same state of the same
     * transaction.
     */
    void evict() {
        try {
            Connection connection = connections.borrow();
            try {
                Optional<Holder> first = holder(connection);
                if (first.isEmpty()) {
                    return;
                }
                waiting.await(waiting.count(), BETWEEN_LOOKS.toNanos());
                if (holder(connection).equals(first)) {
                    end(connection, first.get());
                }
            } finally {
                connections.release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            // The next who waits in vain looks again.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Holder> holder(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Holder(row.getInt(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private void end(Connection connection, Holder holder) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            bind(statement);
            statement.setInt(3, holder.pid());
            statement.setString(4, holder.since());
            statement.execute();
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        statement.setLong(1, LogSql.LOCK_SPACE);
        statement.setLong(2, tableOid);
    }
}
