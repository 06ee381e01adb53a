package org.annals.memory;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AddedTags;
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
import java.util.Collections;
import java.util.Comparator;
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
import java.util.function.LongPredicate;

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
        ProcessRows processes = committed.processes().after(request.changes());
        committed =
                new Committed(
                        log.size(),
                        trackingsAfter(request),
                        committed.epochs(),
                        processes,
                        committed.filled(),
                        tables);
    }

    /**
     * Shows tags that events were not recorded with, and the tracking of a request, in one step.
     *
     * @throws IllegalArgumentException if there is no event at one of the positions
     */
    void commit(List<AddedTags> added, AppendRequest place) {
        added.forEach(each -> each.requireRecorded(head()));
        FilledTags filled =
                committed.filled().with(added, position -> at(position).storedEvent().tags());
        committed = committed.with(filled).with(trackingsAfter(place), committed.epochs());
    }

    private Map<String, Tracking> trackingsAfter(AppendRequest request) {
        Optional<Tracking> tracking = request.tracking();
        if (tracking.isEmpty()) {
            return committed.trackings();
        }
        Map<String, Tracking> trackings = new HashMap<>(committed.trackings());
        trackings.put(tracking.get().upstream(), tracking.get());
        return trackings;
    }

    /** Lets no tracking of an older epoch be accepted from now on. */
    void beginEpoch(String upstream, long epoch) {
        Map<String, Tracking> trackings = new HashMap<>(committed.trackings());
        Map<String, Long> epochs = new HashMap<>(committed.epochs());
        if (trackings.computeIfPresent(upstream, (name, place) -> place.withEpoch(epoch)) == null) {
            epochs.put(upstream, epoch);
        }
        committed = committed.with(trackings, epochs);
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
    public boolean isParked(String upstream, String key) {
        return committed.processes().isParked(upstream, key);
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
        Committed now = committed;
        var page = new PageCollector(selection, limits, now.head());
        var matches = new MergedPositions(selection, now.head());
        if (selection.query().matchesEverything()) {
            matches.addAll();
        } else {
            addLists(selection.query(), now.filled(), matches);
        }
        for (long position = matches.next();
                position != MergedPositions.NONE && page.add(at(position));
                position = matches.next()) {}
        return page.page();
    }

    private void addLists(Query query, FilledTags filled, MergedPositions matches) {
        Set<String> typesAlone = new HashSet<>();
        for (QueryItem item : query.items()) {
            if (item.tags().isEmpty()) {
                typesAlone.addAll(item.types());
            } else {
                EventTag rarest = rarest(item.tags(), filled);
                LongPredicate rest = position -> matches(item, filled, position);
                matches.add(tags.getOrDefault(rarest, NOWHERE), rest);
                matches.add(filled.of(rarest), rest);
            }
        }
        for (String type : typesAlone) {
            matches.add(types.getOrDefault(type, NOWHERE), position -> true);
        }
    }

    private EventTag rarest(Set<EventTag> wanted, FilledTags filled) {
        return Collections.min(wanted, Comparator.comparingInt(tag -> positionCount(tag, filled)));
    }

    private int positionCount(EventTag tag, FilledTags filled) {
        return tags.getOrDefault(tag, NOWHERE).size() + filled.of(tag).size();
    }

    private boolean matches(QueryItem item, FilledTags filled, long position) {
        StoredEvent event = at(position).storedEvent();
        return (item.types().isEmpty() || item.types().contains(event.type()))
                && item.tags().stream()
                        .allMatch(tag -> event.tags().contains(tag) || filled.has(tag, position));
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
