package org.annals.examples.selftest;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * What a writer was told is recorded, with which everything that it reads later must agree. For one
 * thread.
 */
final class Known {
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> trackings = new HashMap<>();
    private long head;

    /** Takes in what is recorded. */
    void add(AppendRequest request, AppendReceipt receipt) {
        head = Math.max(head, receipt.last());
        for (StoredEvent event : request.events()) {
            Origin origin = event.origin();
            if (origin != null) {
                versions.merge(origin.aggregateId(), origin.version(), Math::max);
            }
        }
        request.tracking()
                .ifPresent(given -> trackings.merge(given.upstream(), given.position(), Math::max));
    }

    /**
     * Returns a version that was read.
     *
     * @throws IllegalStateException if a later one is known
     */
    long version(String aggregateId, long read) {
        return requireNotOld(
                "the version of " + aggregateId, read, versions.getOrDefault(aggregateId, 0L));
    }

    /**
     * Returns how far an upstream is tracked, as was read.
     *
     * @throws IllegalStateException if more is known
     */
    long tracked(String upstream, long read) {
        return requireNotOld(
                "the tracking of " + upstream, read, trackings.getOrDefault(upstream, 0L));
    }

    /**
     * Returns a head that was read.
     *
     * @throws IllegalStateException if a later one is known
     */
    long head(long read) {
        return requireNotOld("the head", read, head);
    }

    private static long requireNotOld(String what, long read, long known) {
        if (read < known) {
            throw new IllegalStateException(
                    "%s was read as %d, after %d was acknowledged".formatted(what, read, known));
        }
        return read;
    }
}
