package org.annals.postgres;

import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogNotEmptyException;
import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes an empty log another one, while no writer can come between. Immutable. */
record Adoption(LogSql log, Timeouts timeouts, String where) {
    private static final String LIMITS =
            "SELECT set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true), set_config('lock_timeout', ?, true)";

    /**
     * Runs as a transaction of its own on a connection in auto-commit mode.
     *
     * @throws LogNotEmptyException if there is an event
     * @throws ConfigurationException if the role may not
     */
    void run(Connection connection, LogIdentity identity) throws SQLException {
        connection.setAutoCommit(false);
        try {
            change(connection, identity);
            connection.commit();
        } catch (SQLException e) {
            rollBack(connection, e);
            if (PostgresErrors.isOfMissingRights(e)) {
                throw new ConfigurationException(
                        "%s does not let this user give the log '%s' another identity; nothing was written. Let the owner of its tables do the import."
                                .formatted(where, identity.name()),
                        e);
            }
            if (PostgresErrors.isLockTimeout(e)) {
                throw PostgresErrors.lockTimeout(timeouts, where, e);
            }
            throw e;
        } catch (RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
    }

    private void change(Connection connection, LogIdentity identity) throws SQLException {
        limit(connection);
        // Each a statement of its own: a look that began before the lock would miss what came then.
        lock(connection);
        long head = head(connection);
        if (head > 0) {
            throw new LogNotEmptyException(identity.name(), head);
        }
        String update = log.named("UPDATE {schema}.\"{log}_log\" SET log_id = ?, incarnation = ?");
        try (PreparedStatement row = connection.prepareStatement(update)) {
            row.setObject(1, identity.logId());
            row.setObject(2, identity.incarnation());
            row.executeUpdate();
        }
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement level = connection.createStatement()) {
            level.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        try (PreparedStatement limits = connection.prepareStatement(LIMITS)) {
            limits.setString(1, Timeouts.text(timeouts.statement()));
            limits.setString(2, Timeouts.text(timeouts.idle()));
            limits.setString(3, Timeouts.text(timeouts.lock()));
            limits.execute();
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(log.named("SELECT pg_advisory_xact_lock(" + LogSql.LOCK_KEY + ")"));
        }
    }

    private long head(Connection connection) throws SQLException {
        String select =
                log.named("SELECT coalesce(max(position), 0) FROM {schema}.\"{log}_events\"");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
