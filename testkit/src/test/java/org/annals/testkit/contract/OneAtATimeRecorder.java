package org.annals.testkit.contract;

import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.Lease;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.Recorder;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets one call in at a time, apart from those that wait and the one that ends their waiting. */
final class OneAtATimeRecorder implements Recorder, ChainedRecorder {
    private final ListRecorder recorder;
    private final ReentrantLock turnstile = new ReentrantLock(true);

    OneAtATimeRecorder(ListRecorder recorder) {
        this.recorder = recorder;
    }

    private <T> T alone(Supplier<T> call) {
        turnstile.lock();
        try {
            return call.get();
        } finally {
            turnstile.unlock();
        }
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        return alone(() -> recorder.append(request));
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return alone(() -> recorder.readAggregate(selection));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return alone(() -> recorder.readLog(selection));
    }

    @Override
    public boolean isChained() {
        return alone(recorder::isChained);
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        return alone(() -> recorder.readChain(after, limit));
    }

    @Override
    public long head() {
        return alone(recorder::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        return alone(() -> recorder.subscribe(selection));
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        return alone(() -> recorder.subscribePages(selection));
    }

    @Override
    public LogIdentity identity() {
        return alone(recorder::identity);
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        alone(
                () -> {
                    recorder.adopt(logId, incarnation);
                    return logId;
                });
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        return alone(() -> recorder.findTracking(upstream));
    }

    @Override
    public Trackings readTrackings() {
        return alone(recorder::readTrackings);
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        return recorder.awaitTracking(upstream, position, timeout);
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        return alone(() -> recorder.acquireLease(upstream, owner, duration));
    }

    @Override
    public boolean releaseLease(Lease lease) {
        return alone(() -> recorder.releaseLease(lease));
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        return alone(() -> recorder.findLease(upstream));
    }

    @Override
    public void addTags(List<AddedTags> added) {
        alone(
                () -> {
                    recorder.addTags(added);
                    return added;
                });
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        alone(
                () -> {
                    recorder.addTags(added, place);
                    return added;
                });
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        return alone(() -> recorder.readParked(upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        return alone(() -> recorder.parkedKeys(upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return alone(() -> recorder.isParked(upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        return alone(() -> recorder.countParked(upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        return alone(() -> recorder.readDueTimers(process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        return alone(() -> recorder.nextTimer(process));
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        alone(
                () -> {
                    recorder.putSnapshot(snapshot);
                    return snapshot;
                });
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        return alone(() -> recorder.findSnapshot(subject, type, stateVersion, upTo));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        return alone(() -> recorder.snapshotVersions(subject, type));
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        return alone(() -> recorder.pruneSnapshots(subject, type, keep));
    }

    @Override
    public long deleteAllSnapshots() {
        return alone(recorder::deleteAllSnapshots);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
