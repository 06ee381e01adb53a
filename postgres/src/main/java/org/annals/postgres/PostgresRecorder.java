package org.annals.postgres;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.annals.recording.AggregatePages;
import org.annals.recording.Backoff;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogTail;
import org.annals.recording.Signal;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keeps events in PostgreSQL: see {@link Postgres}.
 *
 * <p>Beside what every recorder does it appends {@linkplain #append(Connection, AppendRequest)
 * within a transaction of the caller's}. May be shared between threads.
 */
public final class PostgresRecorder implements Recorder {
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);

    private final String description;
    private final Limits limits;
    private final LogIdentity identity;
    private final Connections connections;
    private final Appends appends;
    private final LogReads reads;
    private final Timeouts timeouts;
    private final Duration pollInterval;
    private final Signal tracked = new Signal();
    private final LogTail tail;
    private final @Nullable WakeUpLine line;
    private final PostgresWriter batches;
    private final GroupCommit writer;
    private final WorkAppends works;
    private volatile boolean closed;

    private PostgresRecorder(
            Postgres options,
            LogSql log,
            Connections connections,
            Server server,
            Schema.Found found) {
        this.description = description(options, log, connections, server);
        this.limits = options.limits();
        this.identity = found.identity();
        this.connections = connections;
        this.timeouts = options.timeouts();
        this.pollInterval = options.pollInterval();
        Guards guards = Guards.of(timeouts, options.durability(), server.version());
        this.appends = new Appends(log, timeouts, guards);
        this.reads = new LogReads(log, limits, guards);
        this.tail = new LogTail(description, this::readLog, () -> true, pollInterval);
        String name = log.log().identifier();
        this.line =
                options.wakeUps() == Postgres.WakeUps.NOTIFY
                        ? WakeUpLine.open(
                                connections, name, LogSql.channel(found.tableOid()), this::wakeHere)
                        : null;
        var eviction = new Eviction(connections, found.tableOid());
        this.batches = new PostgresWriter(connections, appends, timeouts, eviction, this::wake);
        this.writer =
                new GroupCommit(
                        description, APPEND_DEADLINE, batches, GroupCommit.Writing.BY_CALLERS);
        this.works = new WorkAppends(connections, appends, timeouts, eviction, this::wake);
    }

    private static String description(
            Postgres options, LogSql log, Connections connections, Server server) {
        return "PostgresRecorder[%s, schema %s, log %s, %s%s]"
                .formatted(
                        connections.where(),
                        log.schema(),
                        log.log().name(),
                        options.durability(),
                        server.flushes() ? "" : ", but the server's fsync is off");
    }

    static PostgresRecorder open(Postgres options, LogSql log) {
        var connections = Connections.open(options.source(), log.log().identifier());
        try {
            Connection connection = connections.borrow();
            try {
                Server server = Server.of(connection, connections.where());
                Schema.Found found =
                        new Schema(log).prepare(connection, options, connections.where());
                return new PostgresRecorder(options, log, connections, server, found);
            } finally {
                connections.release(connection);
            }
        } catch (SQLException e) {
            connections.close();
            throw PostgresErrors.translated(e, connections.where());
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        requireOpen();
        if (works.isAtWork()) {
            throw WorkRunner.nestedAppend(this);
        }
        try {
            limits.check(request);
        } catch (IllegalArgumentException beyond) {
            // The limit may have been higher when it was recorded.
            return works.findFirstReceipt(request).orElseThrow(() -> beyond);
        }
        return request.work().isPresent() ? works.append(request) : writer.append(request);
    }

    /**
     * Appends within a transaction of the caller's, which the caller commits or rolls back: events
     * and everything else in it together.
     *
     * <p>Every other writer of the log waits from this call to the end of the transaction, so it
     * should be the last of it, and the commit should follow at once; {@code
     * idle_in_transaction_session_timeout} is lowered for the rest of the transaction, to that of
     * {@link Postgres#withIdleInTransactionTimeout}. A rejection leaves the transaction usable. The
     * receipt is provisional until the commit. Rolling back to an earlier savepoint undoes events
     * and lock together. Nothing is sent again if a reply is lost. After the commit, {@link #wake}
     * tells those who wait; otherwise they find the events by polling.
     *
     * @param connection to the log's database, with auto-commit off, at the isolation level READ
     *     COMMITTED
     * @throws IllegalArgumentException also if auto-commit is on
     * @throws IllegalStateException if the isolation level is another one; nothing was written, and
     *     the transaction is usable
     * @throws RecorderUnavailableException if the log's lock is not free in time, or the database
     *     fails; the transaction must be rolled back
     */
    public AppendReceipt append(Connection connection, AppendRequest request) {
        limits.check(request);
        requireOpen();
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "The connection commits by itself, so there is no transaction to append in. Call setAutoCommit(false) first.");
            }
            return works.appendWithin(connection, request);
        } catch (SQLException e) {
            if (PostgresErrors.isLockTimeout(e)) {
                throw PostgresErrors.lockTimeout(timeouts, connections.where(), e);
            }
            throw PostgresErrors.isOfServer(e)
                    ? PostgresErrors.translated(e, connections.where())
                    : PostgresErrors.notConnected(e, connections.where());
        }
    }

    /** Tells those who wait for events, here and in other processes, that there may be some. */
    public void wake() {
        wakeHere();
        if (line != null) {
            line.mark();
        }
    }

    private void wakeHere() {
        tracked.raise();
        tail.wake();
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        requireOpen();
        return AggregatePages.stream(
                selection, page -> read(connection -> reads.versions(connection, page)));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return read(connection -> reads.page(connection, selection));
    }

    @Override
    public long head() {
        return read(reads::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        limits.check(selection.query());
        requireOpen();
        return tail.subscribe(selection);
    }

    @Override
    public LogIdentity identity() {
        requireOpen();
        return identity;
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(connection -> Optional.ofNullable(reads.tracking(connection, upstream)));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        long start = System.nanoTime();
        long longest = TimeUnit.NANOSECONDS.convert(timeout);
        var polling = new Backoff(FIRST_POLL, pollInterval);
        while (true) {
            long seen = tracked.count();
            if (trackedPosition(upstream) >= position) {
                return true;
            }
            long left = longest - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            tracked.await(seen, Math.min(left, polling.nextNanos()));
        }
    }

    @Override
    public void close() {
        closed = true;
        tracked.raise();
        tail.close();
        if (line != null) {
            line.close();
        }
        writer.close(PATIENCE, batches::abort);
        connections.close();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        requireOpen();
        Connection lent = works.lentHere();
        Connection connection = lent == null ? connections.borrow() : lent;
        try {
            return reading.from(connection);
        } catch (SQLException e) {
            if (closed) {
                throw new RecorderClosedException(description);
            }
            throw PostgresErrors.isOfServer(e)
                    ? PostgresErrors.translated(e, connections.where())
                    : PostgresErrors.notConnected(e, connections.where());
        } finally {
            if (lent == null) {
                connections.release(connection);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(description);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
