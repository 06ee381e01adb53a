package org.annals.postgres;

import org.annals.domain.Origin;
import org.annals.persistence.StoredEvent;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The versions up to which some aggregates are known to be recorded: the ones last appended to. Not
 * safe for threads.
 */
final class RecordedVersions {
    private static final int MOST = 10_000;

    private final Map<String, Long> versions =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST;
                }
            };

    /** Learns that an event is recorded. */
    void add(StoredEvent event) {
        Origin origin = event.origin();
        if (origin != null) {
            versions.merge(origin.aggregateId(), origin.version(), Math::max);
        }
    }

    /** Returns whether whatever has to be recorded before an event is known to be. */
    boolean precede(StoredEvent event) {
        Origin origin = event.origin();
        return origin == null
                || origin.version() == 1
                || versions.getOrDefault(origin.aggregateId(), 0L) >= origin.version() - 1;
    }

    void clear() {
        versions.clear();
    }
}
