package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * A position of an upstream log has been processed already, or the follower's lease is over.
 * Nothing was written. Read the tracking again and go on from there.
 */
public final class TrackingConflictException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final transient Tracking recorded;
    private final transient Tracking given;

    public TrackingConflictException(Tracking recorded, Tracking given) {
        super(
                given.epoch() < recorded.epoch()
                        ? "Upstream '%s' is followed under epoch %d, so epoch %d is over. Stop this follower."
                                .formatted(given.upstream(), recorded.epoch(), given.epoch())
                        : "Upstream '%s' is tracked to position %d, so %d has been processed already. Go on after the recorded position."
                                .formatted(given.upstream(), recorded.position(), given.position()),
                null);
        this.recorded = recorded;
        this.given = given;
    }

    /** Returns what is recorded. */
    public Tracking recorded() {
        return recorded;
    }

    /** Returns what was given. */
    public Tracking given() {
        return given;
    }
}
