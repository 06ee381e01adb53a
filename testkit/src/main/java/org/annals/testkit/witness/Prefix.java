package org.annals.testkit.witness;

import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in the log up to the position that was seen last. */
final class Prefix {
    private static final int CHUNK = 1_000;

    private final LogSource log;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> trackings = new HashMap<>();
    private final Map<Query, Long> lastMatches = new HashMap<>();
    private long end;

    Prefix(LogSource log) {
        this.log = log;
    }

    long end() {
        return end;
    }

    long version(String aggregateId) {
        return versions.getOrDefault(aggregateId, 0L);
    }

    long tracked(String upstream) {
        return trackings.getOrDefault(upstream, 0L);
    }

    /** Returns the last position whose event matches a query, 0 if there is none. */
    long lastMatch(Query query) {
        return lastMatches.computeIfAbsent(query, this::findLastMatch);
    }

    private long findLastMatch(Query query) {
        for (long last = end; last > 0; last -= CHUNK) {
            List<Notification> chunk = log.read(Math.max(1, last - CHUNK + 1), last);
            for (Notification each : chunk.reversed()) {
                if (matches(query, each.storedEvent())) {
                    return each.position();
                }
            }
        }
        return 0;
    }

    static boolean matches(Query query, StoredEvent event) {
        return query.matches(event.type(), event.tags());
    }

    void add(Notification seen) {
        end = seen.position();
        StoredEvent event = seen.storedEvent();
        if (event.origin() != null) {
            versions.merge(event.origin().aggregateId(), event.origin().version(), Math::max);
        }
        lastMatches.replaceAll((query, last) -> matches(query, event) ? end : last);
    }

    void track(String upstream, long position) {
        trackings.merge(upstream, position, Math::max);
    }
}
