package org.annals.postgres;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * A recorder's connections: each taken for one operation and given back. May be shared between
 * threads.
 */
final class Connections implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int TEST_SECONDS = 5;
    // How long a pool that is not ours is taken to make anybody wait.
    private static final Duration LONGEST_GIVEN = Duration.ofSeconds(30);

    private final DataSource source;
    private final @Nullable DataSource listener;
    private final @Nullable HikariDataSource pool;
    private final Duration longestWait;
    private final int maxWaiting;
    private final boolean testing;
    private final boolean autoCommit;
    private final Patience patience;
    private final String where;
    private final Signal closing = new Signal();
    private final UnderWay underWay;
    private volatile boolean closed;

    private Connections(
            DataSource source,
            @Nullable DataSource listener,
            @Nullable HikariDataSource pool,
            Duration longestWait,
            int maxWaiting,
            boolean testing,
            About about,
            Patience patience,
            UnderWay underWay) {
        this.source = source;
        this.listener = listener;
        this.pool = pool;
        this.longestWait = longestWait;
        this.maxWaiting = maxWaiting;
        this.testing = testing;
        this.autoCommit = about.autoCommit();
        this.patience = patience;
        this.underWay = underWay;
        this.where = about.where();
    }

    static Connections open(ConnectionSource from, Timeouts timeouts, String owner) {
        Duration socket = timeouts.socket();
        return switch (from) {
            case ConnectionSource.Given(var given, var listener) -> {
                About about = About.of(given);
                yield new Connections(
                        given,
                        listener,
                        null,
                        LONGEST_GIVEN,
                        0,
                        false,
                        about,
                        Patience.given(about.networkTimeout(), socket),
                        new UnderWay());
            }
            case ConnectionSource.Pooled(var address, var size) -> {
                var underWay = new UnderWay();
                var server = new ServerDataSource(address, size.longestWait(), underWay);
                // Before there is a pool, which would hide what is wrong behind its own time-out.
                connected(server, address.toString());
                HikariDataSource pool = size.pool(server, owner);
                yield new Connections(
                        pool,
                        server,
                        pool,
                        size.longestWait(),
                        size.maxWaiting(),
                        size.testing(),
                        new About(address.toString(), true, 0),
                        Patience.own(socket),
                        underWay);
            }
        };
    }

    private static void connected(DataSource server, String where) {
        try (Connection connection = server.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, where);
        }
    }

    /** Returns where the database is, for messages. */
    String where() {
        return where;
    }

    /** Returns how long an answer is waited for in an append or read, zero for ever. */
    Duration longestAnswer() {
        return Duration.ofMillis(patience.ours());
    }

    /** Returns whether there is a way to listen. */
    boolean canListen() {
        return listener != null;
    }

    /** Opens the listener's connection, which is nobody else's, in auto-commit mode. */
    Connection openListener() throws SQLException {
        DataSource own = listener;
        if (own == null) {
            throw new IllegalStateException("There is no listener.");
        }
        underWay.waits();
        try {
            requireOpen();
            Connection connection = own.getConnection();
            underWay.takes(connection);
            if (!connection.getAutoCommit()) {
                // What is told within a transaction is heard when it ends, and this one would not.
                connection.setAutoCommit(true);
            }
            return connection;
        } finally {
            underWay.waited();
        }
    }

    /** Closes the listener's connection: it listens, and a pool should not hand it on. */
    void closeListener(Connection connection) {
        underWay.givesBack(connection);
        UnderWay.abort(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It is as good as gone.
            return;
        }
    }

    /**
     * Takes a connection in auto-commit mode. It is given back by closing it.
     *
     * @throws RecorderUnavailableException if none can be had in time; nothing was sent
     */
    Connection borrow() {
        if (isQueueFull()) {
            throw new RecorderUnavailableException(
                    "More callers wait for a connection to %s than POSTGRES_MAX_WAITING allows. Try again later, or allow more."
                            .formatted(where),
                    null);
        }
        underWay.waits();
        try {
            requireOpen();
            return borrowed();
        } catch (SQLException e) {
            requireOpen();
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw PostgresErrors.notConnected(e, where);
        } catch (RuntimeException e) {
            requireOpen();
            if (Thread.currentThread().isInterrupted()) {
                // So the driver says it of a thread that waits for its log-in.
                throw interrupted(e);
            }
            throw e;
        } finally {
            underWay.waited();
        }
    }

    /**
     * Takes a connection as {@link #borrow} does, and waits for it no longer than to a time.
     *
     * @throws RecorderUnavailableException also if none can be had by then; nothing was sent
     */
    Connection borrowBy(long deadlineNanos) {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        if (left.compareTo(longestWait) >= 0 || hasIdle()) {
            return borrow();
        }
        Thread self = Thread.currentThread();
        var late = new AtomicBoolean();
        try {
            var overdue =
                    Overdue.after(
                            left,
                            "annals-waiting",
                            () -> {
                                late.set(true);
                                self.interrupt();
                            });
            try {
                return borrow();
            } finally {
                overdue.close();
                if (late.get()) {
                    // It was ours.
                    Thread.interrupted();
                }
            }
        } catch (RecorderUnavailableException e) {
            if (!late.get()) {
                throw e;
            }
            throw new RecorderUnavailableException(
                    "%s gave no connection in time; nothing was written. Try again later."
                            .formatted(where),
                    e);
        }
    }

    private boolean hasIdle() {
        return pool != null && pool.getHikariPoolMXBean().getIdleConnections() > 0;
    }

    /** Waits for answers on a connection to a time, if that is before its time-out. */
    void limit(Connection connection, long deadlineNanos, Duration least) {
        patience.limit(connection, deadlineNanos, least);
    }

    private void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(where);
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
            Patience.set(connection, patience.ours());
            underWay.takes(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Takes a connection as {@link #borrowBy} does, for a thread that writes for others: an
     * interrupt does not end it, and is kept for later.
     */
    Connection borrowForOthers(long deadlineNanos) {
        try (var later = new LaterInterrupt()) {
            while (true) {
                try {
                    return borrowBy(deadlineNanos);
                } catch (RecorderUnavailableException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                    later.clear();
                }
            }
        }
    }

    /**
     * Takes a connection that was seen to work, and tries until a time; likewise for others.
     *
     * @throws RecorderUnavailableException if none works by then
     */
    Connection borrowWorking(long deadlineNanos) {
        try (var later = new LaterInterrupt()) {
            var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            while (true) {
                RecorderUnavailableException failure;
                try {
                    Connection connection = borrowForOthers(deadlineNanos);
                    later.clear();
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
                later.clear();
                pause(Math.min(left, pauses.nextNanos()));
            }
        }
    }

    /** Lets statements of the user's own take as long as they like. */
    void leaveToUser(Connection connection) {
        Patience.trySet(connection, patience.theirs());
    }

    /** Takes a connection back for an append or read. */
    void takeBack(Connection connection) {
        Patience.trySet(connection, patience.ours());
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
        try {
            closing.await(closing.count(), nanos);
        } catch (InterruptedException e) {
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
        underWay.givesBack(connection);
        try (connection) {
            Patience.set(connection, patience.afterwards());
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            return;
        }
    }

    /** Waits until no other thread has or wants a connection, or the time is over. */
    void awaitOthers(Duration longest) {
        underWay.awaitOthers(longest);
    }

    /** Makes whatever waits for a connection, or for an answer on one, fail soon. */
    void end() {
        closed = true;
        closing.raise();
        underWay.end();
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
