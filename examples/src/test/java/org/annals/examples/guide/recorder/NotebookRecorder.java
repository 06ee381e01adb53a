package org.annals.examples.guide.recorder;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.domain.Text;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Direction;
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
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.AppendJudge;
import org.annals.recording.FailedCondition;
import org.annals.recording.Judgement;
import org.annals.recording.LogTail;
import org.annals.recording.PageCollector;
import org.annals.recording.WorkRunner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A recorder of every role on a list, with nothing done for speed. May be shared. */
public final class NotebookRecorder implements Recorder {
    private final Notebook notebook;
    private final Limits limits;
    private final LogTail tail;
    private boolean closed;

    NotebookRecorder(Notebook notebook, Limits limits) {
        this.notebook = notebook;
        this.limits = limits;
        // @start region="tail"
        this.tail = new LogTail(toString(), this::readLog, () -> true, Duration.ofSeconds(1));
        // @end
    }

    // @start region="append"
    @Override
    public AppendReceipt append(AppendRequest request) {
        if (notebook.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        try {
            limits.check(request);
        } catch (IllegalArgumentException beyond) {
            return locked(() -> AppendJudge.findFirstReceipt(request.events(), notebook))
                    .orElseThrow(() -> beyond);
        }
        AppendReceipt receipt;
        try {
            receipt = locked(() -> judged(request));
        } catch (AppendConditionFailedException refusal) {
            throw FailedCondition.named(refusal, request, this::readLog);
        }
        tail.wake();
        return receipt;
    }

    private AppendReceipt judged(AppendRequest request) {
        return switch (AppendJudge.judge(request, notebook)) {
            case Judgement.Accepted accepted -> written(request);
            case Judgement.Repeated(var receipt) -> receipt;
            case Judgement.Refused(var reason) -> throw reason;
        };
    }

    private AppendReceipt written(AppendRequest request) {
        var rows = new NotebookRows();
        WorkRunner.run(request, Map.of(NotebookRows.class, rows));
        return notebook.write(request, rows.changed);
    }

    // @end

    // @start region="read"
    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return locked(() -> page(selection));
    }

    private LogPage page(LogSelection selection) {
        boolean forwards = selection.direction() == Direction.FORWARDS;
        var page = new PageCollector(selection, limits, notebook.head());
        for (Notification each : forwards ? notebook.log : notebook.log.reversed()) {
            boolean selected =
                    each.position() > selection.after()
                            && each.position() <= selection.upTo()
                            && notebook.matches(each, selection.query());
            if (selected && !page.add(each)) {
                break;
            }
        }
        return page.page();
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return AggregatePages.stream(selection, page -> locked(() -> versions(page)));
    }

    // @end

    // @start region="subscribe"
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

    // @end

    private VersionPage versions(AggregateSelection selection) {
        var all = notebook.changesOf(selection.aggregateId());
        boolean forwards = selection.direction() == Direction.FORWARDS;
        var events =
                (forwards ? all : all.reversed())
                        .stream()
                                .filter(event -> isSelected(event, selection))
                                .limit(selection.limit())
                                .toList();
        return new VersionPage(events, events.size() == selection.limit());
    }

    private static boolean isSelected(StoredEvent event, AggregateSelection selection) {
        long version = requireNonNull(event.origin(), "origin").version();
        return version > selection.after() && version <= selection.upTo();
    }

    @Override
    public long head() {
        return locked(notebook::head);
    }

    @Override
    public LogIdentity identity() {
        return locked(() -> notebook.identity);
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        var adopted = new LogIdentity(notebook.identity.name(), logId, incarnation);
        if (notebook.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAdoption(this);
        }
        locked(
                () -> {
                    if (notebook.head() > 0) {
                        throw new LogNotEmptyException(adopted.name(), notebook.head());
                    }
                    notebook.identity = adopted;
                    return adopted;
                });
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> Optional.ofNullable(notebook.tracking(upstream)));
    }

    @Override
    public Trackings readTrackings() {
        return locked(() -> new Trackings(notebook.head(), notebook.trackings()));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        long left = NANOSECONDS.convert(timeout);
        notebook.lock.lockInterruptibly();
        try {
            while (trackedPosition(upstream) < position) {
                if (left <= 0) {
                    return false;
                }
                left = notebook.written.awaitNanos(left);
            }
            return true;
        } finally {
            notebook.lock.unlock();
        }
    }

    @Override
    public Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        limits.checkLease(upstream, owner, duration);
        return changeLeases(() -> notebook.acquireLease(upstream, owner, duration));
    }

    @Override
    public boolean releaseLease(Lease lease) {
        limits.checkLease(lease.upstream(), lease.owner());
        return changeLeases(() -> notebook.releaseLease(lease));
    }

    @Override
    public Optional<Lease> findLease(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> notebook.lease(upstream));
    }

    private <T> T changeLeases(Supplier<T> change) {
        if (notebook.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedLease(this);
        }
        return locked(change);
    }

    // @start region="tags"
    @Override
    public void addTags(List<AddedTags> added) {
        addTags(added, AppendRequest.of(List.of()));
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        addTags(added, AppendRequest.of(List.of()).withTracking(place));
    }

    private void addTags(List<AddedTags> added, AppendRequest place) {
        if (notebook.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedTags(this);
        }
        limits.checkAdded(added);
        limits.check(place);
        locked(
                () -> {
                    if (AppendJudge.judge(place, notebook)
                            instanceof Judgement.Refused(var reason)) {
                        throw reason;
                    }
                    added.forEach(each -> each.requireRecorded(notebook.head()));
                    notebook.add(added);
                    return notebook.write(place, Map.of());
                });
    }

    // @end

    // @start region="processes"
    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        limits.checkParked(upstream, after, limit);
        return locked(() -> notebook.parked(upstream)).stream()
                .filter(event -> event.position() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        limits.checkTimers(process, until, limit);
        return locked(() -> notebook.timers(process)).stream()
                .filter(timer -> !timer.dueOn().isAfter(until))
                .limit(limit)
                .toList();
    }

    // @end

    @Override
    public List<String> parkedKeys(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> notebook.parked(upstream)).stream()
                .map(ParkedEvent::key)
                .distinct()
                .sorted(Text::compare)
                .toList();
    }

    @Override
    public boolean isParked(String upstream, String key) {
        limits.checkParked(upstream, key);
        return locked(() -> notebook.parked(upstream)).stream()
                .anyMatch(event -> event.key().equals(key));
    }

    @Override
    public long countParked(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> notebook.parked(upstream)).size();
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        limits.checkProcess(process);
        return locked(() -> notebook.timers(process)).stream().findFirst().map(Timer::dueOn);
    }

    // @start region="snapshots"
    @Override
    public void putSnapshot(StoredSnapshot snapshot) {
        limits.check(snapshot);
        writeSnapshots(
                () -> {
                    notebook.put(snapshot);
                    return snapshot;
                });
    }

    @Override
    public Optional<StoredSnapshot> findSnapshot(
            String subject, String type, int stateVersion, long upTo) {
        limits.checkSnapshots(subject, type, stateVersion, upTo);
        return locked(() -> notebook.snapshots(subject, type)).stream()
                .filter(each -> each.version() <= upTo)
                .filter(each -> each.stateVersion() == stateVersion)
                .findFirst();
    }

    // @end

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        limits.checkSnapshots(subject, type);
        return locked(() -> notebook.snapshots(subject, type)).stream()
                .map(StoredSnapshot::version)
                .toList();
    }

    @Override
    public int pruneSnapshots(String subject, String type, int keep) {
        limits.checkSnapshots(subject, type, keep);
        return writeSnapshots(() -> notebook.prune(subject, type, keep));
    }

    @Override
    public long deleteAllSnapshots() {
        return writeSnapshots(notebook::deleteAllSnapshots);
    }

    private <T> T writeSnapshots(Supplier<T> writing) {
        if (notebook.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedSnapshot(this);
        }
        return locked(writing);
    }

    @Override
    public void close() {
        notebook.lock.lock();
        try {
            closed = true;
            notebook.written.signalAll();
        } finally {
            notebook.lock.unlock();
        }
        if (notebook.lock.isHeldByCurrentThread()) {
            tail.stop();
        } else {
            tail.close();
        }
    }

    private <T> T locked(Supplier<T> action) {
        notebook.lock.lock();
        try {
            if (closed) {
                throw new RecorderClosedException(toString());
            }
            return action.get();
        } finally {
            notebook.lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "NotebookRecorder[%s]".formatted(notebook.identity.name());
    }
}
