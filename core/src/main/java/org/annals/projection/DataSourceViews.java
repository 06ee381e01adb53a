package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.LentConnection;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Views in any database that has JDBC. The place is moved before the work is done, by an update
 * that finds no row if it was moved meanwhile: of two at once the second waits for the first, or is
 * refused. May be shared between threads.
 */
final class DataSourceViews implements ViewStore {
    private static final Pattern TABLE =
            Pattern.compile("(?:[A-Za-z_]\\w{0,62}\\.)?[A-Za-z_]\\w{0,62}");
    private static final int PROBE_SECONDS = 2;
    private static final String INTEGRITY = "23";
    private static final String ROLLBACK = "40";
    private static final String COMPLETION_UNKNOWN = "40003";

    private final DataSource database;
    private final String table;

    private DataSourceViews(DataSource database, String table) {
        this.database = database;
        this.table = table;
    }

    static DataSourceViews open(DataSource database, String table) {
        requireNonNull(database, "database");
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a table. Give it letters, digits and '_', and before a '.' that of a schema."
                            .formatted(table));
        }
        var views = new DataSourceViews(database, table);
        views.createTable();
        return views;
    }

    private void createTable() {
        try (Connection connection = database.getConnection()) {
            if (hasTable(connection)) {
                return;
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(
                        "CREATE TABLE %s (name VARCHAR(512) NOT NULL PRIMARY KEY, tracked_to BIGINT NOT NULL, event_id VARCHAR(36), epoch BIGINT NOT NULL)"
                                .formatted(table));
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            } catch (SQLException e) {
                endTransaction(connection);
                // Another may have made it meanwhile.
                if (!hasTable(connection)) {
                    throw e;
                }
            }
        } catch (SQLException e) {
            throw new RecorderUnavailableException(
                    "The table '%s' for the places of views is not there and cannot be made. Check that the database runs, and what its user may do."
                            .formatted(table),
                    e);
        }
    }

    private boolean hasTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery(
                                "SELECT name FROM %s WHERE 1 = 0".formatted(table))) {
            return !none.next();
        } catch (SQLException e) {
            endTransaction(connection);
            return false;
        }
    }

    // A database may refuse everything else once a statement has failed.
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    @Override
    public Optional<Tracking> findTracking(String name) {
        requireNonNull(name, "name");
        try (Connection connection = database.getConnection()) {
            return Optional.ofNullable(find(connection, name));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private @Nullable Tracking find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT tracked_to, event_id, epoch FROM %s WHERE name = ?"
                                .formatted(table))) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String id = row.getString(2);
                return new Tracking(
                        name,
                        row.getLong(1),
                        id == null ? null : UUID.fromString(id),
                        row.getLong(3));
            }
        }
    }

    @Override
    public void write(long after, Tracking tracking, TransactionWork work) {
        requireNonNull(tracking, "tracking");
        AppendRequest request = AppendRequest.of(List.of()).withWork(work);
        try (Connection connection = database.getConnection()) {
            boolean wasAutoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                move(connection, after, tracking);
                run(connection, request);
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

    private void move(Connection connection, long after, Tracking to) throws SQLException {
        if (update(connection, after, to)) {
            return;
        }
        Tracking recorded = find(connection, to.upstream());
        if (recorded == null) {
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

    private boolean update(Connection connection, long after, Tracking to) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE %s SET tracked_to = ?, event_id = ?, epoch = ? WHERE name = ? AND tracked_to <= ? AND epoch <= ?"
                                .formatted(table))) {
            update.setLong(1, to.position());
            update.setString(2, id(to));
            update.setLong(3, to.epoch());
            update.setString(4, to.upstream());
            update.setLong(5, after);
            update.setLong(6, to.epoch());
            return update.executeUpdate() == 1;
        }
    }

    private void insert(Connection connection, Tracking to) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO %s (name, tracked_to, event_id, epoch) VALUES (?, ?, ?, ?)"
                                .formatted(table))) {
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

    private void run(Connection connection, AppendRequest request) throws SQLException {
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

    @Override
    public String toString() {
        return "views beside '%s'".formatted(table);
    }
}
