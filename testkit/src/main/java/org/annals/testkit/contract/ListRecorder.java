package org.annals.testkit.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.integrity.HashChain;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.Direction;
import org.annals.persistence.Lease;
import org.annals.persistence.Limits;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogNotEmptyException;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Subscription;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Trackings;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.AggregatePages;
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.WorkRunner;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The oracle: a recorder so plain that it can be believed, with one list under one lock.
 *
 * <p>It shares no judgement with other recorders, so that a mistake in theirs is not repeated here.
 * Each step is a method of its own, so that a mutant can get one of them wrong. May be shared
 * between threads.
 */
class ListRecorder implements Recorder, ChainedRecorder {
    final ListStore store;
    private final Limits limits;
    private final ListReader reader;
    private final ListSnapshots snapshots;
    private final ListLeases leases;
    private final ListProcesses processes;
    private boolean closed;

    ListRecorder(ListStore store, Limits limits) {
        this(store, limits, new ListReader(store, limits.pageBytes()));
    }

    ListRecorder(ListStore store, Limits limits, ListReader reader) {
        this(store, limits, reader, new ListSnapshots(store));
    }

    ListRecorder(ListStore store, Limits limits, ListReader reader, ListSnapshots snapshots) {
        this(store, limits, reader, snapshots, new ListLeases(store), new ListProcesses(store));
    }

    ListRecorder(
            ListStore store,
            Limits limits,
            ListReader reader,
            ListSnapshots snapshots,
            ListLeases leases,
            ListProcesses processes) {
        this.store = store;
        this.limits = limits;
        this.reader = reader;
        this.snapshots = snapshots;
        this.leases = leases;
        this.processes = processes;
    }

    @Override
    public AppendReceipt append(AppendRequest request) {
        limits.check(request);
        if (store.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAppend(this);
        }
        return locked(() -> judgeAndWrite(request));
    }

    AppendReceipt judgeAndWrite(AppendRequest request) {
        Optional<AppendReceipt> first = findFirstReceipt(request);
        if (first.isPresent()) {
            return first.get();
        }
        judgeIds(request.events());
        judge(request);
        List<ParkedEvent> parkedBefore = List.copyOf(store.parked);
        List<Timer> timersBefore = List.copyOf(store.timers);
        processes.change(request.changes());
        ListRows rows = new ListRows();
        try {
            WorkRunner.run(request, Map.of(ListRows.class, rows));
        } catch (RuntimeException | Error failed) {
            processes.restore(parkedBefore, timersBefore);
            throw failed;
        }
        return write(request, rows);
    }

    /** Returns where the events are recorded as neighbours already, or empty if they are not. */
    Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
        List<StoredEvent> events = request.events();
        for (int start = 0; start + events.size() <= store.log.size(); start++) {
            int same = 0;
            while (same < events.size()
                    && isSame(store.log.get(start + same).storedEvent(), events.get(same))) {
                same++;
            }
            if (same > 0 && same == events.size()) {
                return Optional.of(new AppendReceipt(start + 1L, start + (long) same));
            }
        }
        return Optional.empty();
    }

    boolean isSame(StoredEvent recorded, StoredEvent given) {
        return recorded.id().equals(given.id())
                && Objects.equals(recorded.origin(), given.origin())
                && recorded.type().equals(given.type())
                && recorded.typeVersion() == given.typeVersion();
    }

    void judgeIds(List<StoredEvent> events) {
        Set<UUID> given = events.stream().map(StoredEvent::id).collect(Collectors.toSet());
        for (Notification recorded : store.log) {
            UUID id = recorded.storedEvent().id();
            if (given.contains(id)) {
                throw new IllegalArgumentException(
                        "Event id %s is recorded at position %d otherwise. Give the event a new one."
                                .formatted(id, recorded.position()));
            }
        }
    }

    /** Judges what is left once the ids have been accepted. */
    void judge(AppendRequest request) {
        request.tracking().ifPresent(this::judgeTracking);
        judgeVersions(request.events());
        request.conditions().forEach(this::judgeCondition);
    }

    void judgeTracking(Tracking given) {
        Tracking recorded = store.trackings.get(given.upstream());
        if (recorded != null
                && (given.position() <= recorded.position() || given.epoch() < recorded.epoch())) {
            throw new TrackingConflictException(recorded, given);
        }
        long epoch = store.epochs.getOrDefault(given.upstream(), 0L);
        if (recorded == null && given.epoch() < epoch) {
            throw new TrackingConflictException(epoch, given);
        }
    }

    void judgeVersions(List<StoredEvent> events) {
        Map<String, Long> next = new HashMap<>();
        for (StoredEvent event : events) {
            Origin origin = event.origin();
            if (origin != null) {
                long expected =
                        next.computeIfAbsent(origin.aggregateId(), id -> 1 + lastVersion(id));
                if (origin.version() != expected) {
                    throw new VersionConflictException(origin, expected);
                }
                next.put(origin.aggregateId(), expected + 1);
            }
        }
    }

    long lastVersion(String aggregateId) {
        return reader.aggregate(AggregateSelection.of(aggregateId)).size();
    }

    void judgeCondition(FailIfMatching condition) {
        for (Notification recorded : store.log) {
            if (isAfter(condition, recorded.position())
                    && reader.matches(condition.query(), recorded.storedEvent())) {
                throw new AppendConditionFailedException(
                        condition, matches(condition, recorded.position()));
            }
        }
    }

    /** Returns the events to be named, of those that match from the first on. */
    List<Match> matches(FailIfMatching condition, long first) {
        List<Match> matches = new ArrayList<>();
        for (Notification recorded : store.log) {
            if (matches.size() < mostMatches()
                    && recorded.position() >= first
                    && recorded.position() < first + reach()
                    && reader.matches(condition.query(), recorded.storedEvent())) {
                matches.add(match(condition.query(), recorded));
            }
        }
        return matches;
    }

    int mostMatches() {
        return 5;
    }

    int reach() {
        return 1_000;
    }

    Match match(Query query, Notification recorded) {
        StoredEvent event = recorded.storedEvent();
        List<QueryItem> items =
                query.items().stream()
                        .filter(item -> item.matches(event.type(), event.tags()))
                        .toList();
        if (items.isEmpty()) {
            items = query.items().stream().filter(item -> item.allowsType(event.type())).toList();
        }
        return new Match(recorded.position(), event.type(), event.tags(), narrowest(items));
    }

    private QueryItem narrowest(List<QueryItem> items) {
        QueryItem narrowest = QueryItem.ofTypes();
        for (QueryItem item : items) {
            if (isNarrower(item, narrowest)) {
                narrowest = item;
            }
        }
        return narrowest;
    }

    boolean isNarrower(QueryItem one, QueryItem other) {
        if (one.tags().size() != other.tags().size()) {
            return one.tags().size() > other.tags().size();
        }
        if (one.types().size() != other.types().size()) {
            return other.types().isEmpty()
                    || (!one.types().isEmpty() && one.types().size() < other.types().size());
        }
        return sorted(one).compareTo(sorted(other)) < 0;
    }

    private static String sorted(QueryItem item) {
        return new TreeSet<>(item.tags().stream().map(EventTag::toString).toList())
                + " "
                + new TreeSet<>(item.types());
    }

    boolean isAfter(FailIfMatching condition, long position) {
        return position > condition.after();
    }

    AppendReceipt write(AppendRequest request, ListRows rows) {
        long before = store.head();
        for (StoredEvent event : request.events()) {
            store.add(kept(event));
        }
        extendChain(request);
        request.tracking().ifPresent(this::writeTracking);
        store.rows.putAll(rows.written);
        store.changed.signalAll();
        return request.events().isEmpty()
                ? AppendReceipt.empty()
                : new AppendReceipt(before + 1, store.head());
    }

    /** Returns what is kept of an event. */
    StoredEvent kept(StoredEvent event) {
        return event;
    }

    /** Adds the hashes of events that were just added. */
    void extendChain(AppendRequest request) {
        for (StoredEvent event : request.events()) {
            store.hashes.add(hash(lastHash(), store.hashes.size() + 1L, event));
        }
    }

    /** Returns the hash from which the next one follows. */
    Bytes lastHash() {
        return store.hashes.isEmpty()
                ? HashChain.originOf(store.identity.logId())
                : Objects.requireNonNull(store.hashes.getLast(), "hash");
    }

    Bytes hash(Bytes before, long position, StoredEvent event) {
        return new HashChain().next(before, position, event);
    }

    void writeTracking(Tracking tracking) {
        store.trackings.put(tracking.upstream(), tracking);
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        return AggregatePages.stream(selection, page -> locked(() -> versions(page)));
    }

    private VersionPage versions(AggregateSelection page) {
        List<StoredEvent> events = List.copyOf(reader.aggregate(page));
        return new VersionPage(events, events.size() == page.limit());
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        limits.check(selection.query());
        return locked(() -> reader.page(selection));
    }

    @Override
    public boolean isChained() {
        return locked(() -> true);
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        requirePage(limit);
        return locked(() -> chainPage(Math.max(0, after), limit));
    }

    void requirePage(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page of %d is none.".formatted(limit));
        }
    }

    List<ChainedEvent> chainPage(long after, int limit) {
        List<ChainedEvent> page = new ArrayList<>();
        long bytes = 0;
        for (long position = Math.min(after, store.head()) + 1;
                position <= store.head() && page.size() < limit && bytes < limits.pageBytes();
                position++) {
            int index = (int) position - 1;
            StoredEvent event = store.log.get(index).storedEvent();
            page.add(new ChainedEvent(position, event, store.hashes.get(index)));
            bytes += event.data().length();
        }
        return page;
    }

    @Override
    public long head() {
        return locked(store::head);
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        limits.check(selection.query());
        requireForwardsInPages(selection);
        return locked(() -> subscription(selection));
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        limits.check(selection.query());
        requireForwardsInPages(selection);
        return locked(() -> pageSubscription(selection));
    }

    ListPageSubscription pageSubscription(LogSelection selection) {
        return new ListPageSubscription(this, selection);
    }

    void requireForwardsInPages(LogSelection selection) {
        if (selection.limit() == 0 || selection.direction() == Direction.BACKWARDS) {
            throw new IllegalArgumentException(
                    "A list cannot be followed by %s. Go forwards, with a limit of at least 1."
                            .formatted(selection));
        }
    }

    ListSubscription subscription(LogSelection selection) {
        return new ListSubscription(this, selection);
    }

    boolean matches(Query query, StoredEvent event) {
        return reader.matches(query, event);
    }

    @Override
    public LogIdentity identity() {
        return locked(() -> store.identity);
    }

    @Override
    public void adopt(UUID logId, UUID incarnation) {
        var adopted = new LogIdentity(store.identity.name(), logId, incarnation);
        if (store.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedAdoption(this);
        }
        locked(
                () -> {
                    judgeAdoption();
                    keep(adopted);
                    return adopted;
                });
    }

    void judgeAdoption() {
        if (store.head() > 0) {
            throw new LogNotEmptyException(store.identity.name(), store.head());
        }
    }

    void keep(LogIdentity adopted) {
        store.identity = adopted;
    }

    @Override
    public Optional<Tracking> findTracking(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> Optional.ofNullable(store.trackings.get(upstream)));
    }

    @Override
    public Trackings readTrackings() {
        return locked(() -> new Trackings(store.head(), List.copyOf(store.trackings.values())));
    }

    @Override
    public boolean awaitTracking(String upstream, long position, Duration timeout)
            throws InterruptedException {
        limits.checkUpstream(upstream, position);
        long left = NANOSECONDS.convert(timeout);
        store.lock.lockInterruptibly();
        try {
            while (trackedPosition(upstream) < position) {
                if (left <= 0) {
                    return false;
                }
                left = store.changed.awaitNanos(left);
            }
            return true;
        } finally {
            store.lock.unlock();
        }
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
        return locked(() -> leases.find(upstream));
    }

    private <T> T changeLeases(Supplier<T> change) {
        if (store.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedLease(this);
        }
        return locked(change);
    }

    @Override
    public void addTags(List<AddedTags> added) {
        writeTags(
                () -> {
                    judgeTags(added);
                    giveTags(added);
                    return added;
                },
                added);
    }

    @Override
    public void addTags(List<AddedTags> added, Tracking place) {
        limits.check(AppendRequest.of(List.of()).withTracking(place));
        writeTags(
                () -> {
                    judgeTracking(place);
                    judgeTags(added);
                    giveTags(added);
                    writeTracking(place);
                    store.changed.signalAll();
                    return added;
                },
                added);
    }

    private void writeTags(Supplier<List<AddedTags>> writing, List<AddedTags> added) {
        limits.checkAdded(added);
        if (store.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedTags(this);
        }
        locked(writing);
    }

    void judgeTags(List<AddedTags> added) {
        added.forEach(each -> each.requireRecorded(store.head()));
    }

    void giveTags(List<AddedTags> added) {
        for (AddedTags each : added) {
            UUID id = store.log.get((int) each.position() - 1).storedEvent().id();
            store.filled.computeIfAbsent(id, absent -> new HashSet<>()).addAll(each.tags());
        }
    }

    @Override
    public List<ParkedEvent> readParked(String upstream, long after, int limit) {
        limits.checkParked(upstream, after, limit);
        return locked(() -> processes.parked(upstream, after, limit));
    }

    @Override
    public List<String> parkedKeys(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> processes.parkedKeys(upstream));
    }

    @Override
    public boolean isParked(String upstream, String key) {
        limits.checkParked(upstream, key);
        return locked(() -> processes.isParked(upstream, key));
    }

    @Override
    public long countParked(String upstream) {
        limits.checkUpstream(upstream, 0);
        return locked(() -> processes.countParked(upstream));
    }

    @Override
    public List<Timer> readDueTimers(String process, Instant until, int limit) {
        limits.checkTimers(process, until, limit);
        return locked(() -> processes.dueTimers(process, until, limit));
    }

    @Override
    public Optional<Instant> nextTimer(String process) {
        limits.checkProcess(process);
        return locked(() -> processes.nextTimer(process));
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
        return locked(() -> snapshots.find(subject, type, stateVersion, upTo));
    }

    @Override
    public List<Long> snapshotVersions(String subject, String type) {
        limits.checkSnapshots(subject, type);
        return locked(() -> snapshots.versions(subject, type));
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
        if (store.lock.isHeldByCurrentThread()) {
            throw WorkRunner.nestedSnapshot(this);
        }
        return locked(writing);
    }

    @Override
    public void close() {
        store.lock.lock();
        try {
            closed = true;
            store.changed.signalAll();
        } finally {
            store.lock.unlock();
        }
    }

    <T> T locked(Supplier<T> action) {
        store.lock.lock();
        try {
            requireOpen();
            return action.get();
        } finally {
            store.lock.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(toString());
        }
    }

    @Override
    public String toString() {
        return "ListRecorder[%s]".formatted(store.identity.name());
    }
}
