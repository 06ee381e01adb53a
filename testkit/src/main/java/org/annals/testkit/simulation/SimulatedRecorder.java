package org.annals.testkit.simulation;

import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a process has open of what an application has stored: closing it, or the end of the process,
 * leaves that as it is. May be shared between threads, but for what it appends.
 */
final class SimulatedRecorder implements Recorder {
    private final String application;
    private final Recorder store;
    private final Holder holder;
    private volatile boolean isClosed;

    SimulatedRecorder(String application, Recorder store, Holder holder) {
        this.application = application;
        this.store = store;
        this.holder = holder;
    }

    private Recorder open() {
        if (isClosed || holder.isGone()) {
            throw new RecorderClosedException(toString());
        }
        return store;
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        return holder.append(application, open(), request);
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return open().readAggregate(selection);
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return open().readLog(selection);
    }

    @Override
    public long head() {
        return open().head();
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        return open().subscribe(selection);
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        return open().subscribePages(selection);
    }

    @Override
    public LogIdentity identity() {
        return open().identity();
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        open().adopt(logId, incarnation);
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        return open().findTracking(upstream);
    }

    @Override
    public Trackings readTrackings() {
        return open().readTrackings();
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        return open().awaitTracking(upstream, position, timeout);
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        Optional<Lease> lease = open().acquireLease(upstream, owner, duration);
        lease.ifPresent(each -> holder.holds(application, store, each));
        return lease;
    }

    @Override
    public boolean releaseLease(Lease lease) {
        return open().releaseLease(lease);
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        return open().findLease(upstream);
    }

    @Override
    public void addTags(List<AddedTags> added) {
        open().addTags(added);
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        open().addTags(added, place);
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        return open().readParked(upstream, after, limit);
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        return open().parkedKeys(upstream);
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return open().isParked(upstream, key);
    }

    @Override
    public long countParked(String upstream) {
        return open().countParked(upstream);
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        return open().readDueTimers(process, until, limit);
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        return open().nextTimer(process);
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        open().putSnapshot(snapshot);
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        return open().findSnapshot(subject, type, stateVersion, upTo);
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        return open().snapshotVersions(subject, type);
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        return open().pruneSnapshots(subject, type, keep);
    }

    @Override
    public long deleteAllSnapshots() {
        return open().deleteAllSnapshots();
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public String toString() {
        return "SimulatedRecorder[%s, in memory]".formatted(application);
    }
}
