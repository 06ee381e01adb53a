package org.annals.memory;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.JudgedLog;
import org.annals.recording.PageCollector;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All events, and where each aggregate, type and tag has its own. One thread at a time judges, adds
 * and commits; any may read what is committed meanwhile.
 */
final class LogIndex implements JudgedLog {
    private static final PositionList NOWHERE = new PositionList();

    private final NotificationList log = new NotificationList();
    private final Map<UUID, Long> ids = new HashMap<>();
    private final Map<String, PositionList> aggregates = new ConcurrentHashMap<>();
    private final Map<String, PositionList> types = new ConcurrentHashMap<>();
    private final Map<EventTag, PositionList> tags = new ConcurrentHashMap<>();
    private volatile Committed committed = Committed.NOTHING;

    /** Adds an event, which nobody sees before it is committed. */
    void add(StoredEvent event) {
        long position = log.size() + 1L;
        log.add(new Notification(position, event));
        ids.put(event.id(), position);
        Origin origin = event.origin();
        if (origin != null) {
            listOf(aggregates, origin.aggregateId()).add(position);
        }
        listOf(types, event.type()).add(position);
        for (EventTag tag : new HashSet<>(event.tags())) {
            listOf(tags, tag).add(position);
        }
    }

    /**
     * Shows what was added, tracking and changes of a request, and rows of the user's own, in one
     * step.
     */
    void commit(AppendRequest request, Map<String, NavigableMap<String, String>> tables) {
        Map<String, Tracking> trackings = committed.trackings();
        Optional<Tracking> tracking = request.tracking();
        if (tracking.isPresent()) {
            trackings = new HashMap<>(trackings);
            trackings.put(tracking.get().upstream(), tracking.get());
        }
        ProcessRows processes = committed.processes().after(request.changes());
        committed = new Committed(log.size(), trackings, committed.epochs(), processes, tables);
    }

    /** Lets no tracking of an older epoch be accepted from now on. */
    void beginEpoch(String upstream, long epoch) {
        Map<String, Tracking> trackings = new HashMap<>(committed.trackings());
        Map<String, Long> epochs = new HashMap<>(committed.epochs());
        if (trackings.computeIfPresent(upstream, (name, place) -> place.withEpoch(epoch)) == null) {
            epochs.put(upstream, epoch);
        }
        committed =
                new Committed(
                        committed.head(),
                        trackings,
                        epochs,
                        committed.processes(),
                        committed.tables());
    }

    /** Returns the newest epoch of an upstream log, 0 if it has none. */
    long epoch(String upstream) {
        Tracking place = tracking(upstream);
        return place == null ? epochWithoutTracking(upstream) : place.epoch();
    }

    Committed committed() {
        return committed;
    }

    @Override
    public long head() {
        return committed.head();
    }

    @Override
    public OptionalLong positionOf(UUID eventId) {
        Long position = ids.get(eventId);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    @Override
    public Notification at(long position) {
        return log.get(Math.toIntExact(position - 1));
    }

    @Override
    public long lastVersion(String aggregateId) {
        return aggregates.getOrDefault(aggregateId, NOWHERE).size();
    }

    @Override
    public @Nullable Tracking tracking(String upstream) {
        return committed.trackings().get(upstream);
    }

    @Override
    public long epochWithoutTracking(String upstream) {
        return committed.epochs().getOrDefault(upstream, 0L);
    }

    @Override
    public boolean isParked(String upstream, long position) {
        return committed.processes().isParked(upstream, position);
    }

    @Override
    public @Nullable Timer timer(String process, String id) {
        return committed.processes().timer(process, id);
    }

    @Override
    public OptionalLong firstMatch(FailIfMatching condition) {
        var selection =
                LogSelection.all().matching(condition.query()).after(condition.after()).limit(1);
        LogPage page = page(selection, Limits.defaults());
        return page.notifications().stream().mapToLong(Notification::position).findFirst();
    }

    VersionPage versions(AggregateSelection selection) {
        PositionList positions = aggregates.getOrDefault(selection.aggregateId(), NOWHERE);
        long first = selection.after() + 1;
        long last = Math.min(selection.upTo(), positions.indexAbove(head()));
        long count = Math.max(0, Math.min(selection.limit(), last - first + 1));
        boolean forwards = selection.direction() == Direction.FORWARDS;
        List<StoredEvent> events = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long version = forwards ? first + i : last - i;
            events.add(at(positions.get(Math.toIntExact(version - 1))).storedEvent());
        }
        return new VersionPage(events, count < last - first + 1);
    }

    LogPage page(LogSelection selection, Limits limits) {
        long head = head();
        var page = new PageCollector(selection, limits, head);
        var matches = new MergedPositions(selection, head);
        if (selection.query().matchesEverything()) {
            matches.addAll();
        } else {
            addLists(selection.query(), matches);
        }
        for (long position = matches.next();
                position != MergedPositions.NONE && page.add(at(position));
                position = matches.next()) {}
        return page.page();
    }

    private void addLists(Query query, MergedPositions matches) {
        Set<String> typesAlone = new HashSet<>();
        for (QueryItem item : query.items()) {
            if (item.tags().isEmpty()) {
                typesAlone.addAll(item.types());
            } else {
                matches.add(rarest(item.tags()), position -> matches(item, position));
            }
        }
        for (String type : typesAlone) {
            matches.add(types.getOrDefault(type, NOWHERE), position -> true);
        }
    }

    private PositionList rarest(Set<EventTag> wanted) {
        PositionList rarest = null;
        for (EventTag tag : wanted) {
            PositionList positions = tags.getOrDefault(tag, NOWHERE);
            if (rarest == null || positions.size() < rarest.size()) {
                rarest = positions;
            }
        }
        return rarest == null ? NOWHERE : rarest;
    }

    private boolean matches(QueryItem item, long position) {
        StoredEvent event = at(position).storedEvent();
        return item.matches(event.type(), event.tags());
    }

    private static <K> PositionList listOf(Map<K, PositionList> index, K key) {
        PositionList list = index.get(key);
        if (list == null) {
            list = new PositionList();
            index.put(key, list);
        }
        return list;
    }
}
