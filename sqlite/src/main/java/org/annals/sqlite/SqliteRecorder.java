package org.annals.sqlite;

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
import org.annals.recording.AppendJudge;
import org.annals.recording.Backoff;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogName;
import org.annals.recording.LogTail;
import org.annals.recording.Signal;
import org.annals.recording.WorkRunner;
import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Keeps events in SQLite: see {@link Sqlite}. */
final class SqliteRecorder implements Recorder {
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private static final String RESERVED = "sqlite_";

    private final String description;
    private final Limits limits;
    private final LogIdentity identity;
    private final LogReads reads;
    private final Signal tracked = new Signal();
    private final Connections connections;
    private final SqliteWriter batches;
    private final GroupCommit writer;
    private final Readers readers;
    private final LogTail tail;
    private volatile boolean closed;

    private SqliteRecorder(
            Sqlite options,
            LogName name,
            Connections connections,
            Connection connection,
            Turn turn,
            LogIdentity identity) {
        boolean inMemory = options.location().isInMemory();
        this.description =
                "SqliteRecorder[%s, log %s, %s]"
                        .formatted(
                                connections.where(),
                                name.name(),
                                inMemory ? "not durable" : options.durability());
        this.limits = options.limits();
        this.identity = identity;
        this.connections = connections;
        this.reads = new LogReads(name, limits);
        this.readers =
                new Readers(
                        name.identifier(),
                        connections,
                        inMemory
                                ? new SharedConnection(connection, turn, description)
                                : new PooledConnections(connections, description));
        this.tail =
                new LogTail(
                        description,
                        this::readLog,
                        new DataVersion(connections),
                        options.pollInterval());
        var wakeUps = new SqliteWriter.WakeUps(tail::wake, tracked::raise);
        this.batches = new SqliteWriter(connections, connection, name, reads, turn, wakeUps);
        this.writer = new GroupCommit(description, APPEND_DEADLINE, batches);
    }

    static SqliteRecorder open(Sqlite options, LogName name) {
        requireUsable(name);
        MatchSql.requireJoinable(options.limits());
        return PlatformThread.call(() -> opened(options, name));
    }

    private static void requireUsable(LogName name) {
        if ((name.identifier() + "_").startsWith(RESERVED)) {
            throw new ConfigurationException(
                    "The application's name '%s' gives tables names that begin with '%s', which SQLite keeps for itself. Declare another name."
                            .formatted(name.name(), RESERVED));
        }
    }

    private static SqliteRecorder opened(Sqlite options, LogName name) {
        options.location().prepare(options.schema());
        var connections = new Connections(options);
        var turn = Turn.at(options.location());
        turn.take();
        try {
            var schema = new Schema(connections, name, options);
            Connection connection = connections.openForWriting(schema::check);
            try {
                LogIdentity identity = schema.prepare(connection);
                return new SqliteRecorder(options, name, connections, connection, turn, identity);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.atOpening(e, connections.where());
        } finally {
            turn.giveBack();
        }
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        try {
            limits.check(request);
        } catch (IllegalArgumentException beyond) {
            return findFirstReceipt(request).orElseThrow(() -> beyond);
        }
        requireOpen();
        return writer.append(request);
    }

    private Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
        return read(
                statements ->
                        AppendJudge.findFirstReceipt(
                                request.events(), new WriterLog(reads, statements)));
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return AggregatePages.stream(
                selection, page -> read(statements -> reads.versions(statements, page)));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return read(statements -> reads.page(statements, selection));
    }

    @Override
    public long head() {
        return read(reads::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        limits.check(selection.query());
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
        return read(statements -> Optional.ofNullable(reads.tracking(statements, upstream)));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedAwait(this);
        }
        try {
            return reached(upstream, position, timeout);
        } catch (RecorderUnavailableException e) {
            if (e.getCause() instanceof InterruptedException interrupt && Thread.interrupted()) {
                throw interrupt;
            }
            throw e;
        }
    }

    private boolean reached(String upstream, long position, Duration timeout)
            throws InterruptedException {
        long start = System.nanoTime();
        long longest = TimeUnit.NANOSECONDS.convert(timeout);
        var polling = new Backoff(FIRST_POLL, LONGEST_POLL);
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
        close(PATIENCE);
    }

    /** Closes, and leaves behind what has not ended when its patience was over twice. */
    void close(Duration patience) {
        closed = true;
        connections.endWaits();
        tracked.raise();
        tail.stop();
        PlatformThread.run(readers::close);
        writer.close(patience, batches::interruptWork);
        if (!writer.isWriterThread()) {
            // F32: the tail's thread may wait for the connection that work on this one uses.
            tail.close();
        }
    }

    private <T> T read(Readers.Reading<T> reading) {
        requireOpen();
        return readers.read(reading);
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
