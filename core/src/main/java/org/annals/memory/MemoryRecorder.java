package org.annals.memory;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.domain.TriggerScope;
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
import org.annals.recording.AppendJudge;
import org.annals.recording.Judgement;
import org.annals.recording.WorkRunner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps events in memory, for as long as the recorder is open.
 *
 * {@snippet class="org.annals.memory.MemoryRecorderTest" region="open"}
 *
 * <p>Rows of the user's own are {@link MemoryTables}. May be shared between threads.
 */
public final class MemoryRecorder implements Recorder {
    private final LogIdentity identity;
    private final Limits limits;
    private final LogIndex log = new LogIndex();
    private final Map<String, NavigableMap<String, String>> tables = new HashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Condition tracked = lock.writeLock().newCondition();
    private boolean closed;

    private MemoryRecorder(LogIdentity identity, Limits limits) {
        this.identity = identity;
        this.limits = limits;
    }

    /** Opens an empty log of an application. */
    public static MemoryRecorder open(String applicationName) {
        return open(applicationName, Limits.defaults());
    }

    /** Opens an empty log of an application, with limits of the caller's. */
    public static MemoryRecorder open(String applicationName, Limits limits) {
        TriggerScope scope = TriggerScope.current();
        UUID logId = scope.nextId();
        return new MemoryRecorder(
                new LogIdentity(applicationName, logId, scope.nextId()),
                requireNonNull(limits, "limits"));
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        limits.check(request);
        if (lock.isWriteLockedByCurrentThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        lock.writeLock().lock();
        try {
            requireOpen();
            return judged(request);
        } finally {
            lock.writeLock().unlock();
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
        var rows = new MemoryTables(tables);
        WorkRunner.run(request, Map.of(MemoryTables.class, rows));
        rows.commit();
        long before = log.head();
        request.events().forEach(log::add);
        request.tracking()
                .ifPresent(
                        tracking -> {
                            log.track(tracking);
                            tracked.signalAll();
                        });
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
    public long head() {
        return read(log::head);
    }

    @Override
    public LogIdentity identity() {
        return read(() -> identity);
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return read(() -> Optional.ofNullable(log.tracking(upstream)));
    }

    /** Returns what is read of rows of the user's own, as they are committed now. */
    public <T> T readTables(Function<MemoryTables, T> reader) {
        return read(() -> reader.apply(new MemoryTables(tables)));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        long left = NANOSECONDS.convert(timeout);
        lock.writeLock().lockInterruptibly();
        try {
            while (true) {
                requireOpen();
                Tracking tracking = log.tracking(upstream);
                if (position <= (tracking == null ? 0 : tracking.position())) {
                    return true;
                }
                if (left <= 0) {
                    return false;
                }
                left = tracked.awaitNanos(left);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            tracked.signalAll();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T read(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            requireOpen();
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(toString());
        }
    }

    @Override
    public String toString() {
        return "MemoryRecorder[%s, not durable]".formatted(identity.name());
    }
}
