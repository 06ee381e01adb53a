package org.annals.examples.guide.recorder;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.recording.JudgedLog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a {@link NotebookRecorder} keeps, for whoever holds the lock. */
final class Notebook implements JudgedLog {
    final ReentrantLock lock = new ReentrantLock();
    final Condition written = lock.newCondition();
    LogIdentity identity;
    final List<Notification> log = new ArrayList<>();
    final Map<String, String> rows = new HashMap<>();
    private final Map<Long, Set<EventTag>> addedTags = new HashMap<>();
    private final List<ParkedEvent> parked = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<StoredSnapshot> snapshots = new ArrayList<>();
    private final Map<UUID, Long> positions = new HashMap<>();
    private final Map<String, List<StoredEvent>> changes = new HashMap<>();
    private final Map<String, Tracking> trackings = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, Held> leases = new HashMap<>();

    Notebook(String name) {
        var scope = TriggerScope.current();
        identity = new LogIdentity(name, scope.nextId(), scope.nextId());
    }

    // @start region="judged"
    @Override
    public long head() {
        return log.size();
    }

    @Override
    public OptionalLong positionOf(UUID eventId) {
        Long position = positions.get(eventId);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    @Override
    public Notification at(long position) {
        return log.get(Math.toIntExact(position - 1));
    }

    @Override
    public long lastVersion(String aggregateId) {
        return changesOf(aggregateId).size();
    }

    @Override
    public Tracking tracking(String upstream) {
        return trackings.get(upstream);
    }

    @Override
    public long epochWithoutTracking(String upstream) {
        return epochs.getOrDefault(upstream, 0L);
    }

    @Override
    public boolean isParked(String upstream, long position) {
        return parked(upstream).stream().anyMatch(event -> event.position() == position);
    }

    @Override
    public boolean isParked(String upstream, String key) {
        return parked(upstream).stream().anyMatch(event -> event.key().equals(key));
    }

    @Override
    public Timer timer(String process, String id) {
        return timers(process).stream()
                .filter(timer -> timer.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Override
    public OptionalLong firstMatch(FailIfMatching condition) {
        return log.stream()
                .filter(each -> each.position() > condition.after())
                .filter(each -> matches(each, condition.query()))
                .mapToLong(Notification::position)
                .findFirst();
    }

    // @end

    List<Tracking> trackings() {
        return List.copyOf(trackings.values());
    }

    // @start region="tags"
    boolean matches(Notification notification, Query query) {
        StoredEvent event = notification.storedEvent();
        var tags = new HashSet<>(event.tags());
        tags.addAll(addedTags.getOrDefault(notification.position(), Set.of()));
        return query.matches(event.type(), tags);
    }

    void add(List<AddedTags> added) {
        for (AddedTags each : added) {
            addedTags
                    .computeIfAbsent(each.position(), absent -> new HashSet<>())
                    .addAll(each.tags());
        }
    }

    // @end

    /** Returns the events of an aggregate, the first version first. */
    List<StoredEvent> changesOf(String aggregateId) {
        return changes.getOrDefault(aggregateId, List.of());
    }

    // @start region="snapshots"
    void put(StoredSnapshot snapshot) {
        var there =
                snapshots(snapshot.subject(), snapshot.type()).stream()
                        .filter(each -> each.version() == snapshot.version())
                        .findFirst();
        if (there.isEmpty() || there.get().stateVersion() != snapshot.stateVersion()) {
            there.ifPresent(snapshots::remove);
            snapshots.add(snapshot);
        }
    }

    /** Returns the snapshots of a subject and type, the newest first. */
    List<StoredSnapshot> snapshots(String subject, String type) {
        return snapshots.stream()
                .filter(each -> each.subject().equals(subject) && each.type().equals(type))
                .sorted(Comparator.comparingLong(StoredSnapshot::version).reversed())
                .toList();
    }

    // @end

    // @start region="leases"
    record Held(Lease lease, long endNanos) {}

    Optional<Lease> lease(String upstream) {
        return Optional.ofNullable(leases.get(upstream))
                .filter(held -> System.nanoTime() - held.endNanos() < 0)
                .map(Held::lease)
                .filter(lease -> lease.epoch() == epoch(upstream));
    }

    Optional<Lease> acquireLease(String upstream, String owner, Duration duration) {
        var current = lease(upstream);
        if (current.isPresent() && !current.get().owner().equals(owner)) {
            return Optional.empty();
        }
        var lease = current.orElseGet(() -> Lease.after(epoch(upstream), upstream, owner));
        beginEpoch(upstream, lease.epoch());
        leases.put(upstream, new Held(lease, System.nanoTime() + duration.toNanos()));
        return Optional.of(lease);
    }

    boolean releaseLease(Lease lease) {
        return lease(lease.upstream()).filter(lease::equals).isPresent()
                && leases.remove(lease.upstream()) != null;
    }

    private long epoch(String upstream) {
        var place = tracking(upstream);
        return place == null ? epochWithoutTracking(upstream) : place.epoch();
    }

    private void beginEpoch(String upstream, long epoch) {
        epochs.put(upstream, epoch);
        trackings.computeIfPresent(upstream, (name, place) -> place.withEpoch(epoch));
    }

    // @end

    // @start region="changes"
    private void make(ProcessChange change) {
        switch (change) {
            case Park(var event) -> park(event);
            case ParkBehind(var event) -> park(event);
            case Unpark(var upstream, var position) ->
                    parked.removeIf(
                            event ->
                                    event.upstream().equals(upstream)
                                            && event.position() == position);
            case SetTimer(var timer) -> {
                remove(timer.process(), timer.id());
                timers.add(timer);
            }
            case CancelTimer(var process, var id) -> remove(process, id);
            case FireTimer(var timer) -> remove(timer.process(), timer.id());
        }
    }

    private void park(ParkedEvent event) {
        if (!isParked(event.upstream(), event.position())) {
            parked.add(event);
        }
    }

    private void remove(String process, String id) {
        timers.removeIf(timer -> timer.process().equals(process) && timer.id().equals(id));
    }

    // @end

    /** Returns the parked events of an upstream in the order of their positions. */
    List<ParkedEvent> parked(String upstream) {
        return parked.stream()
                .filter(event -> event.upstream().equals(upstream))
                .sorted(Comparator.comparingLong(ParkedEvent::position))
                .toList();
    }

    /** Returns the timers of a process in the order in which they fall due. */
    List<Timer> timers(String process) {
        return timers.stream()
                .filter(timer -> timer.process().equals(process))
                .sorted(Timer.inOrder())
                .toList();
    }

    int prune(String subject, String type, int keep) {
        var pruned = snapshots(subject, type).stream().skip(keep).toList();
        snapshots.removeAll(pruned);
        return pruned.size();
    }

    long deleteAllSnapshots() {
        int all = snapshots.size();
        snapshots.clear();
        return all;
    }

    AppendReceipt write(AppendRequest request, Map<String, String> moreRows) {
        long before = head();
        for (StoredEvent event : request.events()) {
            add(event);
        }
        request.tracking().ifPresent(tracking -> trackings.put(tracking.upstream(), tracking));
        request.changes().forEach(this::make);
        rows.putAll(moreRows);
        written.signalAll();
        return request.events().isEmpty()
                ? AppendReceipt.empty()
                : new AppendReceipt(before + 1, head());
    }

    private void add(StoredEvent event) {
        log.add(new Notification(head() + 1, event));
        positions.put(event.id(), head());
        Origin origin = event.origin();
        if (origin != null) {
            changes.computeIfAbsent(origin.aggregateId(), id -> new ArrayList<>()).add(event);
        }
    }
}
