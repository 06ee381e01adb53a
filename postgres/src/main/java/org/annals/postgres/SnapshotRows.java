package org.annals.postgres;

import org.annals.persistence.StoredSnapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes snapshots, each time in a transaction of its own and in one round trip. The log's lock is
 * not taken, for they are no part of the log. Immutable; the connection is the caller's.
 */
final class SnapshotRows {
    private static final int MOST_ATTEMPTS = 10;
    // How many are deleted in one transaction, which has a time-out.
    private static final int MOST_AT_A_TIME = 1_000;

    private final String upsert;
    private final String prune;
    private final String deleteSome;

    SnapshotRows(LogSql log, Guards guards) {
        upsert =
                guards.append()
                        + log.named(
                                """
                                INSERT INTO {schema}."{log}_snapshots" AS s (subject, type, version, state_version, id, data)
                                VALUES (?, ?, ?, ?, ?, ?)
                                ON CONFLICT (subject, type, version) DO UPDATE
                                SET state_version = excluded.state_version, id = excluded.id, data = excluded.data
                                WHERE s.state_version <> excluded.state_version
                                """);
        prune =
                guards.append()
                        + log.named(
                                """
                                DELETE FROM {schema}."{log}_snapshots" WHERE subject = ? AND type = ? AND version <= (
                                    SELECT s.version FROM {schema}."{log}_snapshots" s WHERE s.subject = ? AND s.type = ?
                                    ORDER BY s.version DESC OFFSET ? LIMIT 1)
                                """);
        deleteSome =
                guards.append()
                        + log.named(
                                """
                                WITH seen AS MATERIALIZED (
                                    SELECT ctid AS place FROM {schema}."{log}_snapshots" LIMIT ?
                                ), gone AS (
                                    DELETE FROM {schema}."{log}_snapshots"
                                    WHERE ctid = ANY (ARRAY(SELECT place FROM seen)) RETURNING version
                                )
                                SELECT (SELECT count(*) FROM seen), (SELECT count(*) FROM gone)
                                """);
    }

    /** Writes beside the log, and returns what came of it. */
    @FunctionalInterface
    interface Writing<T> {
        T on(Connection connection) throws SQLException;
    }

    Writing<Integer> put(StoredSnapshot snapshot) {
        return connection -> tryingAgain(() -> put(connection, snapshot));
    }

    private int put(Connection connection, StoredSnapshot snapshot) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(upsert)) {
            row.setString(1, snapshot.subject());
            row.setString(2, snapshot.type());
            row.setLong(3, snapshot.version());
            row.setInt(4, snapshot.stateVersion());
            row.setObject(5, snapshot.id());
            row.setBytes(6, snapshot.data().toArray());
            return executeBehindGuard(row).getUpdateCount();
        }
    }

    Writing<Integer> prune(String subject, String type, int keep) {
        return connection -> tryingAgain(() -> prune(connection, subject, type, keep));
    }

    private int prune(Connection connection, String subject, String type, int keep)
            throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(prune)) {
            rows.setString(1, subject);
            rows.setString(2, type);
            rows.setString(3, subject);
            rows.setString(4, type);
            rows.setInt(5, keep);
            return executeBehindGuard(rows).getUpdateCount();
        }
    }

    Writing<Long> deleteAll() {
        return connection -> {
            long all = 0;
            Some some;
            do {
                some = tryingAgain(() -> deleteSome(connection));
                all += some.gone();
            } while (some.seen() == MOST_AT_A_TIME);
            return all;
        };
    }

    /** What a look has seen, and what of that nobody else has deleted or replaced meanwhile. */
    private record Some(long seen, long gone) {}

    private Some deleteSome(Connection connection) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(deleteSome)) {
            rows.setInt(1, MOST_AT_A_TIME);
            try (ResultSet row = executeBehindGuard(rows).getResultSet()) {
                row.next();
                return new Some(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static PreparedStatement executeBehindGuard(PreparedStatement statement)
            throws SQLException {
        statement.execute();
        statement.getMoreResults();
        return statement;
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private static <T> T tryingAgain(Attempt<T> attempt) throws SQLException {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (number == MOST_ATTEMPTS || !PostgresErrors.isOfARace(e)) {
                    throw e;
                }
            }
        }
    }
}
