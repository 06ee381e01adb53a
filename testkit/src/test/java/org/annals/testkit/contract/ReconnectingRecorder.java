package org.annals.testkit.contract;

import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
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
import org.annals.recording.AggregatePages;
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.LogTail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Opens the store for every call, and closes it afterwards. */
final class ReconnectingRecorder implements Recorder, ChainedRecorder {
    private final ListStore store;
    private final Limits limits;
    private final Set<Recorder> connections = ConcurrentHashMap.newKeySet();
    private final LogTail tail =
            new LogTail("ReconnectingRecorder", this::readLog, () -> true, Duration.ofMillis(20));
    private volatile boolean closed;

    ReconnectingRecorder(ListStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    private <T> T connected(Function<ListRecorder, T> call) {
        ListRecorder connection = connect();
        try {
            return call.apply(connection);
        } finally {
            disconnect(connection);
        }
    }

    private ListRecorder connect() {
        ListRecorder connection = new ListRecorder(store, limits);
        connections.add(connection);
        if (closed) {
            connection.close();
            throw new RecorderClosedException("ReconnectingRecorder");
        }
        return connection;
    }

    private void disconnect(Recorder connection) {
        connections.remove(connection);
        connection.close();
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        return connected(connection -> connection.append(request));
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return AggregatePages.stream(selection, page -> connected(each -> versions(each, page)));
    }

    private static VersionPage versions(Recorder connection, AggregateSelection page) {
        List<StoredEvent> events = connection.readAggregate(page).toList();
        return new VersionPage(events, events.size() == page.limit());
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return connected(connection -> connection.readLog(selection));
    }

    @Override
    public boolean isChained() {
        return connected(ListRecorder::isChained);
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        return connected(connection -> connection.readChain(after, limit));
    }

    @Override
    public long head() {
        return connected(Recorder::head);
    }

    /** Follows by polling: whatever wakes is lost with the connection. */
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
        return connected(Recorder::identity);
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        connected(
                connection -> {
                    connection.adopt(logId, incarnation);
                    return logId;
                });
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        return connected(connection -> connection.findTracking(upstream));
    }

    @Override
    public Trackings readTrackings() {
        return connected(Recorder::readTrackings);
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        Recorder connection = connect();
        try {
            return connection.awaitTracking(upstream, position, timeout);
        } finally {
            disconnect(connection);
        }
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        return connected(connection -> connection.acquireLease(upstream, owner, duration));
    }

    @Override
    public boolean releaseLease(Lease lease) {
        return connected(connection -> connection.releaseLease(lease));
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        return connected(connection -> connection.findLease(upstream));
    }

    @Override
    public void addTags(List<AddedTags> added) {
        connected(
                connection -> {
                    connection.addTags(added);
                    return added;
                });
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        connected(
                connection -> {
                    connection.addTags(added, place);
                    return added;
                });
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        return connected(connection -> connection.readParked(upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        return connected(connection -> connection.parkedKeys(upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return connected(connection -> connection.isParked(upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        return connected(connection -> connection.countParked(upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        return connected(connection -> connection.readDueTimers(process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        return connected(connection -> connection.nextTimer(process));
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        connected(
                connection -> {
                    connection.putSnapshot(snapshot);
                    return snapshot;
                });
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        return connected(connection -> connection.findSnapshot(subject, type, stateVersion, upTo));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        return connected(connection -> connection.snapshotVersions(subject, type));
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        return connected(connection -> connection.pruneSnapshots(subject, type, keep));
    }

    @Override
    public long deleteAllSnapshots() {
        return connected(Recorder::deleteAllSnapshots);
    }

    @Override
    public void close() {
        closed = true;
        connections.forEach(Recorder::close);
        if (store.lock.isHeldByCurrentThread()) {
            tail.stop();
        } else {
            tail.close();
        }
    }
}
