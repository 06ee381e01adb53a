package org.annals.sqlite;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.annals.settings.ConfigurationException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens connections that are set up as the package says, and waits for locks in Java. */
final class Connections {
    private static final Duration FIRST_WAIT = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    private static final int JOURNAL_LIMIT = 64 << 20;

    private final Sqlite options;
    private final Signal waiting = new Signal();
    private volatile boolean closing;

    Connections(Sqlite options) {
        this.options = options;
    }

    String where() {
        return options.location().shown();
    }

    boolean isInMemory() {
        return options.location().isInMemory();
    }

    /** Looks at a database before anything of it is changed. */
    @FunctionalInterface
    interface Look {
        void at(Connection connection) throws SQLException;
    }

    /** Opens the connection that writes, and makes the file what it should be. */
    Connection openForWriting() throws SQLException {
        return openForWriting(connection -> {});
    }

    /** Opens the connection that writes, but first looks whether the file should be changed. */
    Connection openForWriting(Look first) throws SQLException {
        return opened(
                connection -> {
                    EngineVersion.require(text(connection, "SELECT sqlite_version()"));
                    first.at(connection);
                    if (!isInMemory()) {
                        makeDurable(connection);
                    }
                });
    }

    private void makeDurable(Connection connection) throws SQLException {
        expect(connection, "PRAGMA journal_mode=WAL", "wal");
        boolean full = options.durability() == Sqlite.Durability.SURVIVES_POWER_LOSS;
        execute(connection, "PRAGMA synchronous=" + (full ? "FULL" : "NORMAL"));
        expect(connection, "PRAGMA synchronous", full ? "2" : "1");
        execute(connection, "PRAGMA fullfsync=ON");
        execute(connection, "PRAGMA checkpoint_fullfsync=ON");
        text(connection, "PRAGMA journal_size_limit=" + JOURNAL_LIMIT);
    }

    /** Opens a connection that cannot write. */
    Connection openForReading() throws SQLException {
        return opened(connection -> execute(connection, "PRAGMA query_only=ON"));
    }

    // H3: any of the statements may meet the lock of whoever opens the file, or is the last to
    // close it, at the same moment.
    private Connection opened(Look setUp) throws SQLException {
        return retried(
                () -> {
                    Connection connection = open();
                    try {
                        setUp.at(connection);
                        return connection;
                    } catch (SQLException | RuntimeException e) {
                        connection.close();
                        throw e;
                    }
                });
    }

    private Connection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        if (!options.location().leavesCreatingToSqlite()) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        // Waiting in native code would hold up every virtual thread: see retried().
        config.setBusyTimeout(0);
        config.enableLoadExtension(false);
        // Else the driver prepares and runs one more statement after each insert.
        config.setGetGeneratedKeys(false);
        var connection = (SQLiteConnection) config.createConnection(options.location().url());
        // Transactions are begun and ended by statements. Were the driver to believe in
        // auto-commit, it
        // would try to begin and commit one after each statement.
        connection.getConnectionConfig().setAutoCommit(false);
        try {
            execute(connection, "PRAGMA trusted_schema=OFF");
            execute(connection, "PRAGMA mmap_size=0");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Some statements, which may be repeated. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Runs statements until no other program's lock is in their way.
     *
     * @throws RecorderUnavailableException if one still is when the lock time-out is over
     * @throws RecorderClosedException if one is while the recorder is closed
     */
    <T> T retried(Attempt<T> attempt) throws SQLException {
        return retried(attempt, Duration.ZERO);
    }

    /**
     * Runs statements for someone who has waited already.
     *
     * @param waited what is gone of the lock time-out
     */
    <T> T retried(Attempt<T> attempt, Duration waited) throws SQLException {
        long start = System.nanoTime() - TimeUnit.NANOSECONDS.convert(waited);
        long longest = TimeUnit.NANOSECONDS.convert(options.lockTimeout());
        var backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
        while (true) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!SqliteErrors.isBusy(e)) {
                    throw e;
                }
                long left = longest - (System.nanoTime() - start);
                if (left <= 0) {
                    throw SqliteErrors.lockTimeout(options.lockTimeout(), where(), e);
                }
                pause(Math.min(left, backoff.nextNanos()));
            }
        }
    }

    /** Ends every wait for a lock, and lets none begin. */
    void endWaits() {
        closing = true;
        waiting.raise();
    }

    private void pause(long nanos) {
        long seen = waiting.count();
        if (closing) {
            throw new RecorderClosedException(where());
        }
        try {
            waiting.await(seen, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderUnavailableException(
                    "The thread was interrupted while %s was locked by another program; nothing was written."
                            .formatted(where()),
                    e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the one value of a query, or an empty text. */
    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private String expect(Connection connection, String sql, String expected) throws SQLException {
        String actual = text(connection, sql);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new ConfigurationException(
                    "%s answers '%s' with '%s' where '%s' is needed to keep events safe. Put the file on a local disk."
                            .formatted(where(), sql, actual, expected));
        }
        return actual;
    }
}
