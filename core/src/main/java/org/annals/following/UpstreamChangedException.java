package org.annals.following;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.Tracking;

/**
 * An upstream log is not the one that was followed: it was restored to an earlier state, replaced
 * by another, or renamed. Nothing of it was processed since that was noticed.
 */
public final class UpstreamChangedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    UpstreamChangedException(String upstream, Tracking former) {
        super(
                "Upstream '%s' was never followed, and holds the events that were followed as '%s' to position %d: it was renamed, and to follow it anew would let them take effect twice. Give the log its former name again."
                        .formatted(upstream, former.upstream(), former.position()),
                null);
    }

    UpstreamChangedException(String upstream, long position, String found) {
        super(
                "Upstream '%s' was followed to position %d, and %s: it was restored to an earlier state, or is another log. What followed from the lost events cannot be undone by itself. Rebuild this follower, or restore the upstream."
                        .formatted(upstream, position, found),
                null);
    }
}
