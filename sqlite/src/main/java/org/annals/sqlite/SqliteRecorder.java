package org.annals.sqlite;

import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.Lease;
import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Subscription;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.AggregatePages;
import org.annals.recording.AppendJudge;
import org.annals.recording.Backoff;
import org.annals.recording.FailedCondition;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogName;
import org.annals.recording.LogTail;
import org.annals.recording.Signal;
import org.annals.recording.TrackingWait;
import org.annals.recording.WorkRunner;
import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps events in SQLite: see {@link Sqlite}. */
final class SqliteRecorder implements Recorder, ChainedRecorder {
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

    private static final String RESERVED = "sqlite_";

    private final String description;
    private final Limits limits;
    private final LogName name;
    private final boolean chained;
    private final LogReads reads;
    private final SnapshotRows snapshots;
    private final LeaseRows leases;
    private final TagRows tags;
    private final Signal tracked = new Signal();
    private final Connections connections;
    private final SqliteWriter batches;
    private final GroupCommit writer;
    private final Readers readers;
    private final LogTail tail;
    private volatile LogIdentity identity;
    private volatile boolean closed;

    private SqliteRecorder(
            Sqlite options,
            LogName name,
            Connections connections,
            Connection connection,
            Turn turn,
            Schema.KnownLog log) {
        boolean inMemory = options.location().isInMemory();
        this.description =
                "SqliteRecorder[%s, log %s, %s]"
                        .formatted(
                                connections.where(),
                                name.name(),
                                inMemory ? "not durable" : options.durability());
        this.limits = options.limits();
        this.name = name;
        this.identity = log.identity();
        this.chained = log.isChained();
        this.connections = connections;
        this.reads = new LogReads(name, limits);
        this.snapshots = new SnapshotRows(name);
        this.leases = new LeaseRows(name);
        this.tags = new TagRows(name);
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
        this.batches =
                new SqliteWriter(
                        connections,
                        connection,
                        name,
                        reads,
                        chained ? new ChainRows(name) : null,
                        turn,
                        wakeUps);
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
                Schema.KnownLog log = schema.prepare(connection);
                return new SqliteRecorder(options, name, connections, connection, turn, log);
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
        try {
            return writer.append(request);
        } catch (AppendConditionFailedException refusal) {
            throw FailedCondition.named(refusal, request, this::readLog);
        }
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
    public boolean isChained() {
        requireOpen();
        return chained;
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "The limit is %d, and must be at least 1.".formatted(limit));
        }
        return read(statements -> reads.chain(statements, after, limit));
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
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        limits.check(selection.query());
        return tail.subscribePages(selection);
    }

    @Override
    public LogIdentity identity() {
        requireOpen();
        return identity;
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        var adopted = new LogIdentity(name.name(), logId, incarnation);
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedAdoption(this);
        }
        write(
                connection -> {
                    Schema.adopt(connection, name, adopted);
                    return 1;
                });
        identity = adopted;
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(statements -> Optional.ofNullable(reads.tracking(statements, upstream)));
    }

    @Override
    public Trackings readTrackings() {
        return read(reads::trackings);
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedAwait(this);
        }
        var polling = new Backoff(FIRST_POLL, LONGEST_POLL);
        return TrackingWait.reaches(
                position, timeout, tracked, polling::nextNanos, end -> trackedPosition(upstream));
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        limits.checkLease(upstream, owner, duration);
        return changeLeases(leases.acquire(upstream, owner, duration));
    }

    @Override
    public boolean releaseLease(Lease lease) {
        limits.checkLease(lease.upstream(), lease.owner());
        return changeLeases(leases.release(lease));
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(statements -> Optional.ofNullable(reads.lease(statements, upstream)));
    }

    private <T> T changeLeases(SnapshotRows.Writing<T> change) {
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedLease(this);
        }
        return write(change);
    }

    @Override
    public void addTags(List<AddedTags> added) {
        addTags(added, AppendRequest.of(List.of()));
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        addTags(added, AppendRequest.of(List.of()).withTracking(place));
    }

    private void addTags(List<AddedTags> added, AppendRequest place) {
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedTags(this);
        }
        limits.checkAdded(added);
        limits.check(place);
        write(tags.add(List.copyOf(added)), place);
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        limits.checkParked(upstream, after, limit);
        return read(statements -> reads.processes().parked(statements, upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(statements -> reads.processes().parkedKeys(statements, upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        limits.checkParked(upstream, key);
        return read(statements -> reads.processes().isParked(statements, upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(statements -> reads.processes().countParked(statements, upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        limits.checkTimers(process, until, limit);
        return read(statements -> reads.processes().dueTimers(statements, process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        limits.checkProcess(process);
        return read(statements -> reads.processes().nextTimer(statements, process));
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        limits.check(snapshot);
        write(snapshots.put(snapshot));
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        limits.checkSnapshots(subject, type, stateVersion, upTo);
        return read(
                statements ->
                        Optional.ofNullable(
                                reads.snapshot(statements, subject, type, stateVersion, upTo)));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        limits.checkSnapshots(subject, type);
        return read(statements -> reads.snapshotVersions(statements, subject, type));
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        limits.checkSnapshots(subject, type, keep);
        return Math.toIntExact(writeWhileSome(snapshots.prune(subject, type, keep)));
    }

    @Override
    public long deleteAllSnapshots() {
        return writeWhileSome(snapshots.deleteAny());
    }

    private long writeWhileSome(SnapshotRows.Writing<Integer> writing) {
        long all = 0;
        int some = SnapshotRows.MOST;
        while (some == SnapshotRows.MOST) {
            some = write(writing);
            all += some;
        }
        return all;
    }

    /** Writes in the queue of all appends, whose batches are none of this one's. */
    private <T> T write(SnapshotRows.Writing<T> writing) {
        if (writer.isWriterThread()) {
            throw WorkRunner.nestedSnapshot(this);
        }
        return write(writing, AppendRequest.of(List.of()));
    }

    private <T> T write(SnapshotRows.Writing<T> writing, AppendRequest beside) {
        requireOpen();
        List<T> result = new ArrayList<>(1);
        try {
            writer.append(
                    beside.withWork(
                            transaction ->
                                    result.add(writing.on(transaction.as(Connection.class)))));
        } catch (TransactionWorkFailedException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw SqliteErrors.translated(failure, connections.where());
            }
            throw e;
        }
        return result.getFirst();
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
