package org.annals.postgres;

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
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Subscription;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.AggregatePages;
import org.annals.recording.Backoff;
import org.annals.recording.FailedCondition;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogTail;
import org.annals.recording.Signal;
import org.annals.recording.TrackingWait;
import org.annals.recording.WorkRunner;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps events in PostgreSQL: see {@link Postgres}.
 *
 * <p>Beside what every recorder does it appends {@linkplain #append(Connection, AppendRequest)
 * within a transaction of the caller's}. May be shared between threads.
 */
public final class PostgresRecorder implements Recorder, ChainedRecorder {
    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_THE_END = Duration.ofSeconds(1);
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    // However little time is given, what is there is found.
    private static final Duration ONE_LOOK = Duration.ofSeconds(1);
    // The longest that a refused append takes to say by which events.
    private static final Duration NAMING = Duration.ofSeconds(2);

    private final String description;
    private final Limits limits;
    private final LogSql log;
    private final boolean chained;
    private final Connections connections;
    private final Appends appends;
    private final LogReads reads;
    private final LogReads readsWithin;
    private final SnapshotRows snapshots;
    private final LeaseRows leases;
    private final TagRows tags;
    private final Eviction eviction;
    private final Timeouts timeouts;
    private final Duration pollInterval;
    private final Signal tracked = new Signal();
    private final LogTail tail;
    private final @Nullable WakeUpLine line;
    private final GroupCommit writer;
    private final WorkAppends works;
    private volatile LogIdentity identity;
    private volatile boolean closed;

    private PostgresRecorder(
            Postgres options,
            LogSql log,
            Connections connections,
            Server server,
            Schema.Found found) {
        this.description = description(options, log, connections, server);
        this.limits = options.limits();
        this.log = log;
        this.identity = found.identity();
        this.connections = connections;
        this.timeouts = options.timeouts();
        this.pollInterval = options.pollInterval();
        Guards guards = Guards.of(timeouts, options.durability(), server.version());
        this.chained = found.chained();
        // A hash follows from the one at the head, which inserts do not read.
        boolean inserting = found.mayInsert() && !chained;
        var inserts = inserting ? new PlainInserts(log, guards, found.tableOid()) : null;
        var sending = new Sending(connections.longestAnswer());
        this.reads = new LogReads(log, limits, guards);
        this.appends =
                new Appends(log, timeouts, guards, chained, inserts, sending, reads.tagLengths());
        this.readsWithin = LogReads.within(log, limits, guards);
        this.snapshots = new SnapshotRows(log, guards);
        this.leases = new LeaseRows(log, guards, timeouts);
        this.tags = new TagRows(log);
        this.tail = new LogTail(description, this::readLog, () -> true, pollInterval);
        String name = log.log().identifier();
        this.line =
                options.wakeUps() == Postgres.WakeUps.NOTIFY
                        ? WakeUpLine.open(
                                connections, name, LogSql.channel(found.tableOid()), this::wakeHere)
                        : null;
        this.eviction = new Eviction(connections, found.tableOid());
        var batches =
                new PostgresWriter(
                        connections, appends, timeouts, eviction, APPEND_DEADLINE, this::wake);
        this.writer =
                new GroupCommit(
                        description, APPEND_DEADLINE, batches, GroupCommit.Writing.BY_CALLERS);
        this.works =
                new WorkAppends(
                        connections,
                        appends,
                        new WorkAppends.Changing(
                                new ChangeRows(log), reads.processes(), readsWithin.processes()),
                        timeouts,
                        eviction,
                        this::wake);
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
        var connections =
                Connections.open(options.source(), options.timeouts(), log.log().identifier());
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
        // Changes are more statements than one, so that a transaction of their own is needed.
        boolean isOne = request.work().isEmpty() && request.changes().isEmpty();
        try {
            return isOne ? writer.append(request) : works.append(request);
        } catch (AppendConditionFailedException refusal) {
            throw FailedCondition.named(refusal, request, this::readSoon);
        }
    }

    // Whoever is refused would rather know so at once than wait for the reason.
    private LogPage readSoon(LogSelection selection) {
        return read(
                (reads, connection) -> reads.page(connection, selection),
                () -> borrowedBy(System.nanoTime() + NAMING.toNanos()));
    }

    /**
     * Appends within a transaction of the caller's, which the caller commits or rolls back: events
     * and everything else in it together.
     *
     * <p>Every other writer of the log waits from this call to the end of the transaction, so it
     * should be the last of it, and the commit should follow at once; {@code
     * idle_in_transaction_session_timeout} is lowered for the rest of the transaction, to that of
     * {@link Postgres#withIdleInTransactionTimeout}. A writer that holds the log and has stopped is
     * not evicted from here, which would take a connection more. A rejection leaves the transaction
     * usable. The receipt is provisional until the commit. Rolling back to an earlier savepoint
     * undoes events and lock together. Nothing is sent again if a reply is lost. Of a condition
     * that fails the position is told, and not the events: to read them would keep the log. After
     * the commit, {@link #wake} tells those who wait; otherwise they find the events by polling.
     *
     * @param connection to the log's database, with auto-commit off, at the isolation level READ
     *     COMMITTED
     * @throws IllegalArgumentException also if auto-commit is on
     * @throws IllegalStateException if the isolation level is another one, or the running code is
     *     the work of another append; nothing was written, and the transaction is usable
     * @throws RecorderUnavailableException if the log's lock is not free in time, or the database
     *     fails; the transaction must be rolled back
     */
    public AppendReceipt append(Connection connection, AppendRequest request) {
        limits.check(request);
        requireOpen();
        if (works.isAtWork()) {
            throw WorkRunner.nestedAppend(this);
        }
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
            throw PostgresErrors.failed(e, connections.where());
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
                selection, page -> read((reads, connection) -> reads.versions(connection, page)));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return read((reads, connection) -> reads.page(connection, selection));
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
        return read((reads, connection) -> reads.chain(connection, after, limit));
    }

    @Override
    public long head() {
        return read(LogReads::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        limits.check(selection.query());
        requireOpen();
        return tail.subscribe(selection);
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        limits.check(selection.query());
        requireOpen();
        return tail.subscribePages(selection);
    }

    @Override
    public LogIdentity identity() {
        requireOpen();
        return identity;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the role may not change the log's row, as the writer of
     *     {@link Postgres#grantsSql} may not: the owner may
     */
    @Override
    public void adopt(UUID logId, UUID incarnation) {
        var adopted = new LogIdentity(log.log().name(), logId, incarnation);
        requireOpen();
        if (works.isAtWork()) {
            throw WorkRunner.nestedAdoption(this);
        }
        var adoption = new Adoption(log, timeouts, connections.where());
        write(
                connection -> {
                    adoption.run(connection, adopted);
                    return 1;
                });
        identity = adopted;
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(
                (reads, connection) -> Optional.ofNullable(reads.tracking(connection, upstream)));
    }

    @Override
    public Trackings readTrackings() {
        return read(LogReads::trackings);
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        var polling = new Backoff(FIRST_POLL, pollInterval);
        return TrackingWait.reaches(
                position,
                timeout,
                tracked,
                polling::nextNanos,
                end -> trackedPosition(upstream, end));
    }

    private long trackedPosition(String upstream, long deadlineNanos) {
        return read(
                (reads, connection) -> {
                    Tracking found = reads.tracking(connection, upstream);
                    return found == null ? 0L : found.position();
                },
                () -> borrowedBy(Math.max(deadlineNanos, System.nanoTime() + ONE_LOOK.toNanos())));
    }

    private Connection borrowedBy(long end) {
        Connection connection = connections.borrowBy(end);
        connections.limit(connection, end, ONE_LOOK);
        return connection;
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
        return read((reads, connection) -> Optional.ofNullable(reads.lease(connection, upstream)));
    }

    private <T> T changeLeases(SnapshotRows.Writing<T> change) {
        if (works.isAtWork()) {
            throw WorkRunner.nestedLease(this);
        }
        try {
            return write(change);
        } catch (RecorderUnavailableException e) {
            if (e.getCause() instanceof SQLException failure
                    && PostgresErrors.isLockTimeout(failure)) {
                eviction.evict();
            }
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the role may not write the index of tags, as the writer of
     *     {@link Postgres#grantsSql} may not: the owner may
     */
    @Override
    public void addTags(List<AddedTags> added) {
        addTags(added, AppendRequest.of(List.of()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException as the other method does
     */
    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        addTags(added, AppendRequest.of(List.of()).withTracking(place));
    }

    private void addTags(List<AddedTags> added, AppendRequest place) {
        requireOpen();
        if (works.isAtWork()) {
            throw WorkRunner.nestedTags(this);
        }
        limits.checkAdded(added);
        limits.check(place);
        if (added.isEmpty()) {
            // To move the place alone is an append, which the writer may make.
            writer.append(place);
            return;
        }
        List<AddedTags> given = List.copyOf(added);
        try {
            works.append(
                    place.withWork(
                            transaction -> tags.add(given, transaction.as(Connection.class))));
        } catch (TransactionWorkFailedException e) {
            throw e.getCause() instanceof SQLException failure ? addingFailed(failure) : e;
        }
    }

    private RuntimeException addingFailed(SQLException failure) {
        return PostgresErrors.isOfMissingRights(failure)
                ? new ConfigurationException(
                        "%s does not let this user add tags to recorded events of the log '%s'; nothing was written. Let the owner of its tables fill them."
                                .formatted(connections.where(), log.log().name()),
                        failure)
                : PostgresErrors.failed(failure, connections.where());
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        limits.checkParked(upstream, after, limit);
        return read(
                (reads, connection) ->
                        reads.processes().parked(connection, upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read((reads, connection) -> reads.processes().parkedKeys(connection, upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        limits.checkParked(upstream, key);
        return read((reads, connection) -> reads.processes().isParked(connection, upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read((reads, connection) -> reads.processes().countParked(connection, upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        limits.checkTimers(process, until, limit);
        return read(
                (reads, connection) ->
                        reads.processes().dueTimers(connection, process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        limits.checkProcess(process);
        return read((reads, connection) -> reads.processes().nextTimer(connection, process));
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
                (reads, connection) ->
                        Optional.ofNullable(
                                reads.snapshot(connection, subject, type, stateVersion, upTo)));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        limits.checkSnapshots(subject, type);
        return read((reads, connection) -> reads.snapshotVersions(connection, subject, type));
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        limits.checkSnapshots(subject, type, keep);
        return write(snapshots.prune(subject, type, keep));
    }

    @Override
    public long deleteAllSnapshots() {
        return write(snapshots.deleteAll());
    }

    private <T> T write(SnapshotRows.Writing<T> writing) {
        requireOpen();
        if (works.isAtWork()) {
            throw WorkRunner.nestedSnapshot(this);
        }
        Connection connection = connections.borrow();
        try (var later = new LaterInterrupt()) {
            try {
                return writing.on(connection);
            } catch (SQLException e) {
                later.clear();
                if (!PostgresWriter.isUndone(e, connection)) {
                    throw PostgresErrors.unknown(e, connections.where());
                }
                throw PostgresErrors.isLockTimeout(e)
                        ? PostgresErrors.lockTimeout(timeouts, connections.where(), e)
                        : PostgresErrors.translated(e, connections.where());
            }
        } finally {
            connections.release(connection);
        }
    }

    @Override
    public void close() {
        closed = true;
        tracked.raise();
        long end = System.nanoTime() + PATIENCE.plus(AFTER_THE_END).toNanos();
        var overdue = Overdue.after(PATIENCE, "annals-closing " + description, connections::end);
        // An interrupt is no reason to be impatient, or to leave half of it open.
        try (var later = new LaterInterrupt()) {
            try {
                tail.close();
                if (line != null) {
                    line.close(until(end));
                }
                writer.close(PATIENCE, connections::end);
                connections.awaitOthers(until(end));
            } finally {
                overdue.close();
            }
            later.clear();
            connections.close();
        }
    }

    private static Duration until(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(LogReads reads, Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        return read(reading, connections::borrow);
    }

    private <T> T read(Reading<T> reading, Supplier<Connection> borrowing) {
        requireOpen();
        Connection lent = works.lentHere();
        Connection connection = lent == null ? borrowing.get() : lent;
        try {
            return reading.from(lent == null ? reads : readsWithin, connection);
        } catch (SQLException e) {
            if (closed) {
                throw new RecorderClosedException(description);
            }
            throw PostgresErrors.failed(e, connections.where());
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
