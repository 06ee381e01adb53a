package org.annals.projection;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.LentConnection;
import org.annals.recording.WorkRunner;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/**
 * A database that has JDBC, in transactions, with what its failures mean. May be shared between
 * threads.
 *
 * @param source of connections, which are given back as they came
 * @param table the table of places, by which messages name it
 */
record ViewDatabase(DataSource source, String table) {
    private static final int PROBE_SECONDS = 2;
    private static final String INTEGRITY = "23";
    private static final String ROLLBACK = "40";
    private static final String COMPLETION_UNKNOWN = "40003";

    /** Reads something on a connection. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Writes something on a connection. */
    @FunctionalInterface
    interface Writing {
        void write(Connection connection) throws SQLException;
    }

    /**
     * Reads something.
     *
     * @throws RecorderUnavailableException if the database cannot be used now
     */
    <T> T read(Reading<T> reading) {
        try (Connection connection = source.getConnection()) {
            return reading.read(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Writes something in one transaction.
     *
     * @throws RecorderUnavailableException if the database cannot be used now
     * @throws OutcomeUnknownException if the reply to the commit was lost
     */
    void write(Writing writing) {
        try (Connection connection = source.getConnection()) {
            boolean wasAutoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                writing.write(connection);
                commit(connection);
            } catch (RuntimeException | Error | SQLException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                giveBack(connection, wasAutoCommit);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Does some work of the user's on a connection that is lent for it. */
    void run(TransactionWork work, Connection connection) throws SQLException {
        AppendRequest request = AppendRequest.of(List.of()).withWork(work);
        try (var lent = new LentConnection(connection, () -> true)) {
            WorkRunner.run(request, Map.of(Connection.class, lent.connection()));
        } catch (TransactionWorkFailedException e) {
            // It may be the database that failed, and not the handler: then it is not its turn.
            if (e.getCause() instanceof SQLException failure && isOfDatabase(connection, failure)) {
                throw failure;
            }
            throw e;
        }
    }

    private static boolean isOfDatabase(Connection connection, SQLException failure)
            throws SQLException {
        return state(failure).startsWith(ROLLBACK) || !connection.isValid(PROBE_SECONDS);
    }

    private void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            String state = state(e);
            if (state.startsWith(INTEGRITY)) {
                throw new TransactionWorkFailedException(e);
            }
            if (state.startsWith(ROLLBACK) && !state.equals(COMPLETION_UNKNOWN)) {
                throw e;
            }
            throw new OutcomeUnknownException(
                    "The reply to a commit of a view was lost, in '%s'.".formatted(table), e);
        }
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    // What was committed is committed; a pool throws a broken connection away.
    private static void giveBack(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            return;
        }
    }

    private RecorderUnavailableException unavailable(SQLException failure) {
        return new RecorderUnavailableException(
                "The database of views, with the table '%s', cannot be used now; nothing was written. See the cause."
                        .formatted(table),
                failure);
    }
}
