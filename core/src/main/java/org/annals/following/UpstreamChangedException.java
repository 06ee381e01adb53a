package org.annals.following;

import org.annals.domain.EventSourcingException;

/**
 * An upstream log is not the one that was followed: it was restored to an earlier state, or
 * replaced by another. Nothing of it was processed since that was noticed.
 */
public final class UpstreamChangedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    UpstreamChangedException(String upstream, long position, String found) {
        super(
                "Upstream '%s' was followed to position %d, and %s: it was restored to an earlier state, or is another log. What followed from the lost events cannot be undone by itself. Rebuild this follower, or restore the upstream."
                        .formatted(upstream, position, found),
                null);
    }
}
