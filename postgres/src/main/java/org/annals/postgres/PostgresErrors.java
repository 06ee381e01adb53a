package org.annals.postgres;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.postgresql.util.PSQLException;

import java.sql.SQLException;
import java.util.Set;

/**
 * What the server's SQLSTATEs mean (postgresql.org/docs/current/errcodes-appendix.html). The one
 * place that knows them.
 */
final class PostgresErrors {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";
    private static final String READ_ONLY = "25006";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final Set<String> MISSING = Set.of("42P01", "42883", "3F000");
    private static final Set<String> WRONG_LOGIN = Set.of("28P01", "28000");
    private static final String NO_DATABASE = "3D000";
    // Data, integrity, limits: caused by a request, whose neighbours are innocent.
    private static final Set<String> CULPABLE_CLASSES = Set.of("21", "22", "23", "54");

    private static final String ROLLBACK_CLASS = "40";

    private PostgresErrors() {}

    /** Returns whether the server has said so, and not the driver. */
    static boolean isOfServer(SQLException failure) {
        return failure instanceof PSQLException told && told.getServerErrorMessage() != null;
    }

    /** Returns whether the user may not do it. */
    static boolean isOfMissingRights(SQLException failure) {
        return is(INSUFFICIENT_PRIVILEGE, failure);
    }

    /** Returns whether the log's lock was not free in time. */
    static boolean isLockTimeout(SQLException failure) {
        return is(LOCK_NOT_AVAILABLE, failure);
    }

    /**
     * Returns whether one request of a batch has caused it, so that the others should be sent
     * again.
     */
    static boolean isCausedByARequest(SQLException failure) {
        String state = state(failure);
        return state.length() == 5 && CULPABLE_CLASSES.contains(state.substring(0, 2));
    }

    /**
     * Returns whether the server has undone a statement that met others, so that it should be sent
     * again: a deadlock, or a level of isolation at which whoever is later gives way.
     */
    static boolean isOfARace(SQLException failure) {
        return state(failure).startsWith(ROLLBACK_CLASS);
    }

    /** Returns what to throw for a failure to connect. */
    static EventSourcingException notConnected(SQLException failure, String where) {
        SQLException told = innermost(failure);
        String state = state(told);
        if (WRONG_LOGIN.contains(state)) {
            return new ConfigurationException(
                    "%s does not let this user in. Check POSTGRES_USER and POSTGRES_PASSWORD, and the server's pg_hba.conf."
                            .formatted(where),
                    told);
        }
        if (state.equals(NO_DATABASE)) {
            return new ConfigurationException(
                    "There is no such database: %s. Create it, or set POSTGRES_DBNAME to another."
                            .formatted(where),
                    told);
        }
        if (state.equals(TOO_MANY_CONNECTIONS)) {
            return new RecorderUnavailableException(
                    "%s has no connection left; nothing was written. Make POSTGRES_POOL_SIZE and POSTGRES_MAX_OVERFLOW smaller, or the server's max_connections larger."
                            .formatted(where),
                    told);
        }
        return new RecorderUnavailableException(
                "%s cannot be reached, or has no connection free; nothing was written. Check POSTGRES_HOST and POSTGRES_PORT, and whether the server runs; then try again."
                        .formatted(where),
                told);
    }

    /** Returns what to throw for what failed before anything was written. */
    static EventSourcingException failed(SQLException failure, String where) {
        return isOfServer(failure) ? translated(failure, where) : notConnected(failure, where);
    }

    /** Returns what to throw for a reply to a commit that was lost. */
    static OutcomeUnknownException unknown(SQLException lost, String where) {
        return new OutcomeUnknownException(
                "The connection to %s was lost before the reply to a commit came.".formatted(where),
                lost);
    }

    /** Returns what to throw for an error by which the server has undone everything. */
    static EventSourcingException translated(SQLException failure, String where) {
        String state = state(failure);
        if (MISSING.contains(state)) {
            return new ConfigurationException(
                    "%s lacks a table or function of the log: %s. Were they dropped while the log was open? Open it again with CREATE_TABLE on."
                            .formatted(where, failure.getMessage()),
                    failure);
        }
        return switch (state) {
            case READ_ONLY ->
                    new RecorderUnavailableException(
                            "%s is read-only now, as after a fail-over; nothing was written. Connect to the primary."
                                    .formatted(where),
                            failure);
            case INSUFFICIENT_PRIVILEGE ->
                    new ConfigurationException(
                            "%s does not let this user do that; nothing was written. Let an owner run the grants that Postgres.grantsSql prints."
                                    .formatted(where),
                            failure);
            case QUERY_CANCELED ->
                    new RecorderUnavailableException(
                            "%s did not finish within POSTGRES_STATEMENT_TIMEOUT; nothing was written. Make the request smaller, or the time-out longer."
                                    .formatted(where),
                            failure);
            default ->
                    new RecorderUnavailableException(
                            "%s failed; nothing was written. See the cause.".formatted(where),
                            failure);
        };
    }

    /** Returns the message for a lock that was not free in time. */
    static RecorderUnavailableException lockTimeout(
            Timeouts timeouts, String where, SQLException failure) {
        return new RecorderUnavailableException(
                "The log in %s was held by another writer for longer than POSTGRES_LOCK_TIMEOUT, %s; nothing was written. Try again later."
                        .formatted(where, timeouts.lock()),
                failure);
    }

    private static boolean is(String expected, SQLException failure) {
        return state(failure).equals(expected);
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    // A pool says that it timed out, and the driver's own failure is its cause.
    private static SQLException innermost(SQLException failure) {
        return failure.getCause() instanceof SQLException cause ? innermost(cause) : failure;
    }
}
