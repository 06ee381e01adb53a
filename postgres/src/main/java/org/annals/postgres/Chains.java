package org.annals.postgres;

import org.annals.domain.Origin;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The aggregates of a request, in the order of their first events. Immutable.
 *
 * @param firsts the first version of each, 0 if the others do not follow it one by one
 */
record Chains(Map<String, Long> firsts) {
    static Chains of(AppendRequest request) {
        Map<String, Long> firsts = new LinkedHashMap<>();
        Map<String, Long> lasts = new HashMap<>();
        for (StoredEvent event : request.events()) {
            Origin origin = event.origin();
            if (origin != null) {
                firsts.putIfAbsent(origin.aggregateId(), origin.version());
                Long last = lasts.put(origin.aggregateId(), origin.version());
                if (last != null && origin.version() != last + 1) {
                    firsts.put(origin.aggregateId(), 0L);
                }
            }
        }
        return new Chains(firsts);
    }

    boolean haveHoles() {
        return firsts.containsValue(0L);
    }

    /** Returns whether an event of the request is the first of its aggregate in it. */
    boolean beginWith(StoredEvent event) {
        Origin origin = event.origin();
        return origin != null && firsts.getOrDefault(origin.aggregateId(), 0L) == origin.version();
    }
}
