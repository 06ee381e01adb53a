package org.annals.sqlite;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.recording.AggregatePages;
import org.annals.recording.Backoff;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogName;
import org.annals.recording.Signal;
import org.annals.recording.WorkRunner;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Keeps events in SQLite: see {@link Sqlite}. */
final class SqliteRecorder implements Recorder {
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(60);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private final String description;
    private final Limits limits;
    private final LogIdentity identity;
    private final LogReads reads;
    private final Signal tracked = new Signal();
    private final GroupCommit writer;
    private final Readers readers;
    private volatile boolean closed;

    private SqliteRecorder(
            Sqlite options,
            LogName name,
            Connections connections,
            Connection connection,
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
        this.reads = new LogReads(name, limits);
        var lock = new ReentrantLock();
        this.readers =
                new Readers(
                        name.identifier(),
                        connections,
                        inMemory
                                ? new SharedConnection(connection, lock, description)
                                : new PooledConnections(connections, description));
        this.writer =
                new GroupCommit(
                        description,
                        APPEND_DEADLINE,
                        new SqliteWriter(connections, connection, name, reads, lock, tracked));
    }

    static SqliteRecorder open(Sqlite options, LogName name) {
        options.location().prepare();
        var connections = new Connections(options);
        try {
            Connection connection = connections.openForWriting();
            try {
                LogIdentity identity = new Schema(connections, name, options).prepare(connection);
                return new SqliteRecorder(options, name, connections, connection, identity);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.translated(e, connections.where());
        }
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        limits.check(request);
        requireOpen();
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        return writer.append(request);
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
        closed = true;
        tracked.raise();
        readers.close();
        writer.close();
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
