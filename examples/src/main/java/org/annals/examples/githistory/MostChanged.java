package org.annals.examples.githistory;

import org.annals.domain.Origin;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the aggregates with the most events in one pass, and keeps no more than it will return: the
 * version in an event says how many there are, so none needs to be counted. For one thread.
 */
final class MostChanged {
    private static final Comparator<Map.Entry<String, Long>> FEWEST_FIRST =
            Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed());

    private final Map<String, Long> versions = new HashMap<>();
    private final int most;

    MostChanged(int most) {
        this.most = most;
    }

    void see(Origin origin) {
        versions.put(origin.aggregateId(), origin.version());
        if (versions.size() > most) {
            versions.entrySet().stream()
                    .min(FEWEST_FIRST)
                    .map(Map.Entry::getKey)
                    .ifPresent(versions::remove);
        }
    }

    /** Returns the ids, most events first. */
    List<String> ids() {
        return versions.entrySet().stream()
                .sorted(FEWEST_FIRST.reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
