package org.annals.testkit.contract;

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
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Subscription;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A recorder that does nothing, politely. */
record NoopRecorder() implements Recorder {
    @Override
    public AppendReceipt append(AppendRequest request) {
        return AppendReceipt.empty();
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return Stream.empty();
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        return new LogPage(List.of(), 0, 0);
    }

    @Override
    public long head() {
        return 0;
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        return new NoopSubscription<>();
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        return new NoopSubscription<>();
    }

    @Override
    public LogIdentity identity() {
        return new LogIdentity("noop", new UUID(1, 1), new UUID(1, 2));
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {}

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        return Optional.empty();
    }

    @Override
    public Trackings readTrackings() {
        return new Trackings(0, List.of());
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout) {
        return false;
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        return Optional.empty();
    }

    @Override
    public boolean releaseLease(Lease lease) {
        return false;
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        return Optional.empty();
    }

    @Override
    public void addTags(List<AddedTags> added) {}

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {}

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        return List.of();
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        return List.of();
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return false;
    }

    @Override
    public long countParked(String upstream) {
        return 0;
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        return List.of();
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        return Optional.empty();
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {}

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        return Optional.empty();
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        return List.of();
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        return 0;
    }

    @Override
    public long deleteAllSnapshots() {
        return 0;
    }

    @Override
    public void close() {}

    private record NoopSubscription<T>() implements Subscription<T> {
        @Override
        public Iterator<T> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public void stop() {}
    }
}
