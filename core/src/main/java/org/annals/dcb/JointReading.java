package org.annals.dcb;

import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several enduring objects that are read as of the same position. For one use. */
final class JointReading {
    // As many as a query has unless a recorder is told otherwise.
    private static final int MOST_ITEMS = 100;

    private final LogReading reading;
    private final ModelMemory memory;
    // Of one tag there may be objects of several classes, or several that somebody has.
    private final Map<EventTag, List<Sought<?>>> sought = new LinkedHashMap<>();
    private final Set<EnduringObject<?>> given = Collections.newSetFromMap(new IdentityHashMap<>());
    private long head;
    private boolean isRead;

    JointReading(LogReading reading, ModelMemory memory) {
        this.reading = reading;
        this.memory = memory;
    }

    /** Adds the object of an id, which is one however often it is asked for. */
    <O extends EnduringObject<?>> Sought<O> add(EnduringType<O> type, String id) {
        EventTag tag = type.tagOf(id);
        for (Sought<?> known : of(tag)) {
            if (known.isOf(type)) {
                // What is of this type has its class.
                @SuppressWarnings("unchecked")
                var same = (Sought<O>) known;
                return same;
            }
        }
        var key = new ObjectKey<>(type, id, reading.events().fillingOf(Query.ofTags(tag)));
        var sought = new Sought<>(key, memory.recall(key).orElse(null));
        of(tag).add(sought);
        return sought;
    }

    /** Adds one that somebody has, which nobody remembers. */
    void add(EnduringObject<?> object) {
        if (given.add(object)) {
            of(object.tag()).add(new Sought<>(null, object));
        }
    }

    private List<Sought<?>> of(EventTag tag) {
        return sought.computeIfAbsent(tag, key -> new ArrayList<>(1));
    }

    /**
     * Reads all, and then lets each fold what is its own: nothing is folded of what was read by
     * half.
     */
    void read() {
        long begun = System.nanoTime();
        LogSelection selection = LogSelection.all();
        // Those that are new are read from the beginning, and others are spared that.
        for (Set<EventTag> some : List.of(tags(true), tags(false))) {
            for (Query query : anyOf(some)) {
                head = read(query, selection);
                selection = selection.upTo(head);
            }
        }
        Duration cost = Duration.ofNanos(System.nanoTime() - begun);
        sought.values().forEach(some -> some.forEach(each -> each.finish(head, memory, cost)));
        isRead = true;
    }

    boolean isRead() {
        return isRead;
    }

    /** Returns queries for events with any of these tags, none of which is too large. */
    static List<Query> anyOf(Set<EventTag> tags) {
        List<EventTag> all = List.copyOf(tags);
        List<Query> queries = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_ITEMS) {
            Set<QueryItem> items = new HashSet<>();
            all.subList(from, Math.min(all.size(), from + MOST_ITEMS))
                    .forEach(tag -> items.add(QueryItem.ofTags(tag)));
            queries.add(new Query(items));
        }
        return queries;
    }

    private Set<EventTag> tags(boolean isNew) {
        Set<EventTag> tags = new LinkedHashSet<>();
        sought.forEach(
                (tag, some) -> {
                    if ((position(some) == 0) == isNew) {
                        tags.add(tag);
                    }
                });
        return tags;
    }

    private long read(Query query, LogSelection selection) {
        Set<EventTag> asked = new HashSet<>();
        query.items().forEach(item -> asked.addAll(item.tags()));
        long after = asked.stream().mapToLong(tag -> position(of(tag))).min().orElse(0);
        return reading.read(
                selection.matching(query).after(after), recordings -> handOut(recordings, asked));
    }

    private static long position(List<Sought<?>> some) {
        return some.stream().mapToLong(Sought::position).min().orElse(0);
    }

    private void handOut(List<Recording> recordings, Set<EventTag> asked) {
        if (recordings.isEmpty()) {
            return;
        }
        Collection<EventTag> tags = asked.size() == 1 ? asked : reading.selecting(recordings);
        boolean found = false;
        for (EventTag tag : asked) {
            if (tags.contains(tag)) {
                found = true;
                of(tag).forEach(each -> recordings.forEach(each::add));
            }
        }
        if (!found) {
            throw LogReading.unattributed(tags);
        }
    }

    /** Returns a group, which knows now who was asked for and is not there. */
    <G extends Group<?>> G grouped(G group) {
        Set<EventTag> missing = new LinkedHashSet<>(sought.keySet());
        group.members().forEach(each -> missing.remove(each.tag()));
        group.without(missing, head);
        return group;
    }
}
