package org.annals.dcb;

import org.annals.domain.EventTag;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts conflicts by the kind of boundary. May be shared between threads. */
final class Conflicts {
    private static final int MOST_KINDS = 1_000;
    private static final Kind OTHERS = new Kind("others", List.of());

    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

    private record Kind(String decidedBy, List<String> boundary) {
        static Kind of(Class<?> decidedBy, Query query) {
            return new Kind(
                    decidedBy.getName(),
                    query.items().stream().map(Kind::shape).distinct().sorted().toList());
        }

        private static String shape(QueryItem item) {
            String types = item.types().stream().sorted().collect(Collectors.joining(", "));
            String keys =
                    item.tags().stream()
                            .map(EventTag::key)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return "%s with %s"
                    .formatted(
                            types.isEmpty() ? "any event" : types,
                            keys.isEmpty() ? "any tags" : keys);
        }
    }

    void add(Class<?> decidedBy, Query query) {
        Kind kind = Kind.of(decidedBy, query);
        // Two at once may bring in a few kinds more than there are to be.
        boolean fits = counts.size() < MOST_KINDS || counts.containsKey(kind);
        counts.computeIfAbsent(fits ? kind : OTHERS, key -> new LongAdder()).increment();
    }

    List<ConflictCount> counts() {
        return counts.entrySet().stream()
                .map(
                        each ->
                                new ConflictCount(
                                        each.getKey().decidedBy(),
                                        each.getKey().boundary(),
                                        each.getValue().sum()))
                .sorted(Comparator.comparingLong(ConflictCount::conflicts).reversed())
                .toList();
    }
}
