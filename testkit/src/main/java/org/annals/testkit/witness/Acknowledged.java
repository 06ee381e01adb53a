package org.annals.testkit.witness;

import org.annals.domain.Origin;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.util.HashMap;
import java.util.Map;

/** The versions and trackings that somebody was told are recorded. */
final class Acknowledged {
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> trackings = new HashMap<>();

    void add(Append append) {
        for (StoredEvent event : append.events()) {
            Origin origin = event.origin();
            if (origin != null) {
                versions.merge(origin.aggregateId(), origin.version(), Math::max);
            }
        }
        Tracking tracking = append.tracking();
        if (tracking != null) {
            trackings.merge(tracking.upstream(), tracking.position(), Math::max);
        }
    }

    /** Notes what an append meets for certain, as it is asked for now. */
    void noteIn(Append append) {
        for (StoredEvent event : append.events()) {
            Origin origin = event.origin();
            if (origin != null) {
                String id = origin.aggregateId();
                append.knownVersions.put(id, versions.getOrDefault(id, 0L));
            }
        }
        Tracking tracking = append.tracking();
        if (tracking != null) {
            append.knownTracking = trackings.getOrDefault(tracking.upstream(), 0L);
        }
    }
}
