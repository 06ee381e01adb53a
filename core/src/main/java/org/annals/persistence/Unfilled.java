package org.annals.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is yet to be filled in a log. Immutable.
 *
 * @param trackedAt the units, each with the position of its tracking, which rises when it is no
 *     longer finished; 0 if it has none
 */
record Unfilled(UUID log, Map<FillUnit, Long> trackedAt) {
    Unfilled {
        trackedAt = Map.copyOf(trackedAt);
    }

    boolean isEmpty() {
        return trackedAt.isEmpty();
    }

    /** Returns the units, in order. */
    List<FillUnit> units() {
        return trackedAt.keySet().stream().sorted(FillUnit.IN_ORDER).toList();
    }

    /**
     * Returns the name under which it is tracked how far these units are filled. It is that of all
     * who have the same to fill, and another one for whoever has more, less, or the same again.
     */
    String place() {
        SortedMap<FillUnit, Long> sorted = new TreeMap<>(FillUnit.IN_ORDER);
        sorted.putAll(trackedAt);
        String all =
                sorted.entrySet().stream()
                        .map(each -> each.getKey().name() + '\0' + each.getValue())
                        .collect(Collectors.joining("\0", log + "\0", ""));
        return Tracking.ofFilling(
                keys(sorted.keySet()),
                UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)));
    }

    private static Collection<String> keys(Collection<FillUnit> units) {
        return units.stream().map(FillUnit::key).collect(Collectors.toSet());
    }
}
