package org.annals.memory;

import static java.util.Objects.requireNonNull;

import org.annals.domain.TriggerScope;
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
import org.annals.persistence.LogNotEmptyException;
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
import org.annals.recording.AppendJudge;
import org.annals.recording.FailedCondition;
import org.annals.recording.Judgement;
import org.annals.recording.LogTail;
import org.annals.recording.Signal;
import org.annals.recording.TrackingWait;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps events in memory, for as long as the recorder is open.
 *
 * {@snippet class="org.annals.memory.MemoryRecorderTest" region="open"}
 *
 * <p>Rows of the user's own are {@link MemoryTables}. May be shared between threads. Readers wait
 * for nobody; appends wait for each other alone, and no interrupt keeps one from being recorded.
 */
public final class MemoryRecorder implements Recorder, ChainedRecorder {
    private static final int CALLS_BEFORE_A_PAUSE = 256;
    // Every append wakes, so this is a floor that is never needed.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final String name;
    private final Limits limits;
    private final LogIndex log = new LogIndex();
    private final @Nullable Hashes hashes;
    private final Snapshots snapshots = new Snapshots();
    private final Leases leases = new Leases(log, System::nanoTime);
    private final ReentrantLock appending = new ReentrantLock();
    private final Signal tracked = new Signal();
    private final LogTail tail;
    private volatile LogIdentity identity;
    private volatile boolean closed;

    private MemoryRecorder(LogIdentity identity, Limits limits, @Nullable Hashes hashes) {
        this.name = identity.name();
        this.identity = identity;
        this.hashes = hashes;
        this.limits = limits;
        this.tail = new LogTail(toString(), this::readLog, () -> false, POLL_INTERVAL);
    }

    /** Opens an empty log of an application. */
    public static MemoryRecorder open(String applicationName) {
        return open(applicationName, Limits.defaults());
    }

    /** Opens an empty log of an application, with limits of the caller's. */
    public static MemoryRecorder open(String applicationName, Limits limits) {
        return new MemoryRecorder(
                newIdentity(applicationName), requireNonNull(limits, "limits"), null);
    }

    /** Opens an empty log of an application that keeps a hash beside each event. */
    public static MemoryRecorder openChained(String applicationName, Limits limits) {
        LogIdentity identity = newIdentity(applicationName);
        return new MemoryRecorder(
                identity, requireNonNull(limits, "limits"), new Hashes(identity.logId()));
    }

    private static LogIdentity newIdentity(String applicationName) {
        TriggerScope scope = TriggerScope.current();
        UUID logId = scope.nextId();
        return new LogIdentity(applicationName, logId, scope.nextId());
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        try {
            limits.check(request);
        } catch (IllegalArgumentException beyond) {
            return locked(() -> AppendJudge.findFirstReceipt(request.events(), log))
                    .orElseThrow(() -> beyond);
        }
        AppendReceipt receipt = appended(request);
        if (!receipt.isEmpty()) {
            tail.wake();
        }
        return receipt;
    }

    private AppendReceipt appended(AppendRequest request) {
        try {
            return locked(() -> judged(request));
        } catch (AppendConditionFailedException refusal) {
            throw FailedCondition.named(refusal, request, this::readLog);
        }
    }

    private AppendReceipt judged(AppendRequest request) {
        return switch (AppendJudge.judge(request, log)) {
            case Judgement.Accepted accepted -> write(request);
            case Judgement.Repeated(var receipt) -> receipt;
            case Judgement.Refused(var reason) -> throw reason;
        };
    }

    private AppendReceipt write(AppendRequest request) {
        var rows = new MemoryTables(log.committed().tables());
        WorkRunner.run(request, Map.of(MemoryTables.class, rows));
        long before = log.head();
        request.events().forEach(log::add);
        if (hashes != null) {
            request.events().forEach(hashes::add);
        }
        log.commit(request, rows.takenBack());
        if (request.tracking().isPresent()) {
            tracked.raise();
        }
        return request.events().isEmpty()
                ? AppendReceipt.empty()
                : new AppendReceipt(before + 1, log.head());
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return AggregatePages.stream(selection, page -> read(() -> log.versions(page)));
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return read(() -> log.page(selection, limits));
    }

    @Override
    public boolean isChained() {
        return read(() -> hashes != null);
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "The limit is %d, and must be at least 1.".formatted(limit));
        }
        return read(() -> chained(Math.max(0, after), limit));
    }

    private List<ChainedEvent> chained(long after, int limit) {
        List<ChainedEvent> page = new ArrayList<>();
        long head = log.head();
        for (long position = Math.min(after, head) + 1;
                position <= head && page.size() < limit;
                position++) {
            StoredEvent event = log.at(position).storedEvent();
            page.add(
                    new ChainedEvent(position, event, hashes == null ? null : hashes.at(position)));
        }
        return page;
    }

    @Override
    public long head() {
        return read(log::head);
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
        return read(() -> identity);
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        var adopted = new LogIdentity(name, logId, incarnation);
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAdoption(this);
        }
        locked(
                () -> {
                    if (log.head() > 0) {
                        throw new LogNotEmptyException(name, log.head());
                    }
                    if (hashes != null) {
                        hashes.beginWith(logId);
                    }
                    identity = adopted;
                    return adopted;
                });
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(() -> Optional.ofNullable(log.tracking(upstream)));
    }

    @Override
    public Trackings readTrackings() {
        Committed now = read(log::committed);
        return new Trackings(now.head(), List.copyOf(now.trackings().values()));
    }

    /** Returns what is read of rows of the user's own, as they are committed now. */
    public <T> T readTables(Function<MemoryTables, T> reader) {
        return reader.apply(read(() -> new MemoryTables(log.committed().tables())));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAwait(this);
        }
        return TrackingWait.reaches(
                position, timeout, tracked, () -> Long.MAX_VALUE, end -> trackedPosition(upstream));
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        limits.checkLease(upstream, owner, duration);
        return changeLeases(() -> leases.acquire(upstream, owner, duration));
    }

    @Override
    public boolean releaseLease(Lease lease) {
        limits.checkLease(lease.upstream(), lease.owner());
        return changeLeases(() -> leases.release(lease));
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(() -> leases.find(upstream));
    }

    private <T> T changeLeases(Supplier<T> change) {
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedLease(this);
        }
        return locked(change);
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
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedTags(this);
        }
        limits.checkAdded(added);
        limits.check(place);
        locked(
                () -> {
                    if (AppendJudge.judge(place, log) instanceof Judgement.Refused(var reason)) {
                        throw reason;
                    }
                    log.commit(added, place);
                    return place;
                });
        if (place.tracking().isPresent()) {
            tracked.raise();
        }
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        limits.checkParked(upstream, after, limit);
        return read(() -> processes().parked(upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(() -> processes().parkedKeys(upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        limits.checkParked(upstream, key);
        return read(() -> processes().isParked(upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(() -> processes().countParked(upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        limits.checkTimers(process, until, limit);
        return read(() -> processes().dueTimers(process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        limits.checkProcess(process);
        return read(() -> processes().nextTimer(process));
    }

    private ProcessRows processes() {
        return log.committed().processes();
    }

    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        limits.check(snapshot);
        writeSnapshots(
                () -> {
                    snapshots.put(snapshot);
                    return snapshot;
                });
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        limits.checkSnapshots(subject, type, stateVersion, upTo);
        return read(() -> snapshots.find(subject, type, stateVersion, upTo));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        limits.checkSnapshots(subject, type);
        return read(() -> snapshots.versions(subject, type));
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        limits.checkSnapshots(subject, type, keep);
        return writeSnapshots(() -> snapshots.prune(subject, type, keep));
    }

    @Override
    public long deleteAllSnapshots() {
        return writeSnapshots(snapshots::deleteAll);
    }

    private <T> T writeSnapshots(Supplier<T> writing) {
        if (appending.isHeldByCurrentThread()) {
            throw WorkRunner.nestedSnapshot(this);
        }
        return read(writing);
    }

    @Override
    public void close() {
        closed = true;
        tracked.raise();
        tail.close();
    }

    private <T> T locked(Supplier<T> appended) {
        letOthersRun();
        appending.lock();
        try {
            requireOpen();
            return appended.get();
        } finally {
            appending.unlock();
        }
    }

    private <T> T read(Supplier<T> reading) {
        letOthersRun();
        requireOpen();
        return reading.get();
    }

    // A virtual thread is never preempted: some that call in a loop, and have nothing to wait for,
    // would keep their carriers from all others, even from one that would close this recorder. To
    // yield is not enough, for what yields stands in the carrier's own queue, before the others.
    private static void letOthersRun() {
        if (Thread.currentThread().isVirtual()
                && ThreadLocalRandom.current().nextInt(CALLS_BEFORE_A_PAUSE) == 0) {
            LockSupport.parkNanos(1);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(toString());
        }
    }

    @Override
    public String toString() {
        return "MemoryRecorder[%s, not durable]".formatted(name);
    }
}
