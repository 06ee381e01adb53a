package org.annals.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/**
 * A recorder's connections: each taken for one operation and given back. May be shared between
 * threads.
 */
final class Connections implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int TEST_SECONDS = 5;

    private final DataSource source;
    private final @Nullable DataSource listener;
    private final @Nullable HikariDataSource pool;
    private final int maxWaiting;
    private final boolean testing;
    private final boolean autoCommit;
    private final String where;
    private final Signal closing = new Signal();
    private volatile boolean closed;

    private Connections(
            DataSource source,
            @Nullable DataSource listener,
            @Nullable HikariDataSource pool,
            int maxWaiting,
            boolean testing,
            About about) {
        this.source = source;
        this.listener = listener;
        this.pool = pool;
        this.maxWaiting = maxWaiting;
        this.testing = testing;
        this.autoCommit = about.autoCommit();
        this.where = about.where();
    }

    /** What the connections of a source have in common. */
    private record About(String where, boolean autoCommit) {}

    static Connections open(ConnectionSource from, String owner) {
        return switch (from) {
            case ConnectionSource.Given(var given, var listener) ->
                    new Connections(given, listener, null, 0, false, about(given));
            case ConnectionSource.Pooled(var address, var size) -> {
                var server = new ServerDataSource(address, size.longestWait());
                // Before there is a pool, which would hide what is wrong behind its own time-out.
                connected(server, address.toString());
                HikariDataSource pool = pool(server, size, owner);
                yield new Connections(
                        pool,
                        server.listening(),
                        pool,
                        size.maxWaiting(),
                        size.testing(),
                        new About(address.toString(), true));
            }
        };
    }

    private static HikariDataSource pool(DataSource server, PoolSize size, String owner) {
        var config = new HikariConfig();
        config.setDataSource(server);
        config.setPoolName("annals " + owner);
        config.setMaximumPoolSize(size.most());
        config.setMinimumIdle(size.kept());
        config.setConnectionTimeout(size.longestWait().toMillis());
        config.setMaxLifetime(size.maxAge().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(
                Thread.ofPlatform().name("annals-pool " + owner + " ", 1).daemon().factory());
        return new HikariDataSource(config);
    }

    private static void connected(DataSource server, String where) {
        try (Connection connection = server.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, where);
        }
    }

    private static About about(DataSource given) {
        try (Connection connection = given.getConnection()) {
            String url = connection.getMetaData().getURL();
            // Parameters may hold a password.
            int parameters = url.indexOf('?');
            String where =
                    url.substring(0, parameters < 0 ? url.length() : parameters)
                            .replaceFirst("^jdbc:postgresql:(//)?", "");
            return new About(where, connection.getAutoCommit());
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, "The database of the data source");
        }
    }

    /** Returns where the database is, for messages. */
    String where() {
        return where;
    }

    /** Returns whether there is a way to listen. */
    boolean canListen() {
        return listener != null;
    }

    /** Opens the listener's connection, which is nobody else's. */
    Connection openListener() throws SQLException {
        DataSource own = listener;
        if (own == null) {
            throw new IllegalStateException("There is no listener.");
        }
        return own.getConnection();
    }

    /**
     * Takes a connection in auto-commit mode. It is given back by closing it.
     *
     * @throws RecorderUnavailableException if none can be had in time; nothing was sent
     */
    Connection borrow() {
        if (closed) {
            throw new RecorderClosedException(where);
        }
        if (isQueueFull()) {
            throw new RecorderUnavailableException(
                    "More callers wait for a connection to %s than POSTGRES_MAX_WAITING allows. Try again later, or allow more."
                            .formatted(where),
                    null);
        }
        try {
            return borrowed();
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw closed
                    ? new RecorderClosedException(where)
                    : PostgresErrors.notConnected(e, where);
        }
    }

    private boolean isQueueFull() {
        return pool != null
                && maxWaiting > 0
                && pool.getHikariPoolMXBean().getThreadsAwaitingConnection() >= maxWaiting;
    }

    private Connection borrowed() throws SQLException {
        Connection connection = source.getConnection();
        try {
            if (testing && !connection.isValid(TEST_SECONDS)) {
                throw new SQLException("The connection is dead.", "08003");
            }
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Takes a connection as {@link #borrow} does, for a thread that writes for others: an interrupt
     * does not end it, and is kept for later.
     */
    Connection borrowForOthers() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return borrow();
                } catch (RecorderUnavailableException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes a connection that was seen to work, and tries until a time; likewise for others.
     *
     * @throws RecorderUnavailableException if none works by then
     */
    Connection borrowWorking(long deadlineNanos) {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            RecorderUnavailableException failure;
            try {
                Connection connection = borrowForOthers();
                if (works(connection)) {
                    return connection;
                }
                release(connection);
                failure =
                        new RecorderUnavailableException(
                                "The connections to %s are dead.".formatted(where), null);
            } catch (RecorderUnavailableException e) {
                failure = e;
            }
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                throw failure;
            }
            pause(Math.min(left, pauses.nextNanos()));
        }
    }

    /** Returns whether a connection answers. */
    static boolean works(Connection connection) {
        try {
            return connection.isValid(TEST_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void pause(long nanos) {
        boolean interrupted = Thread.interrupted();
        try {
            closing.await(closing.count(), nanos);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RecorderUnavailableException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new RecorderUnavailableException(
                "The thread was interrupted while it waited for %s.".formatted(where), cause);
    }

    /** Gives a connection back as it came; that it cannot be closed says nothing new. */
    void release(Connection connection) {
        try (connection) {
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.raise();
        if (pool != null) {
            pool.close();
        }
    }
}
