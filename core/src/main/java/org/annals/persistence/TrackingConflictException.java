package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * A position of an upstream log has been processed already, or the follower's lease is over.
 * Nothing was written. Read the tracking again and go on from there.
 */
public final class TrackingConflictException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Tracking recorded;
    private final transient Tracking given;
    private final long recordedEpoch;

    public TrackingConflictException(Tracking recorded, Tracking given) {
        super(
                given.epoch() < recorded.epoch()
                        ? epochIsOver(recorded.epoch(), given)
                        : isElsewhere(recorded, given),
                null);
        this.recorded = recorded;
        this.given = given;
        this.recordedEpoch = recorded.epoch();
    }

    /**
     * Says so of an upstream of which nothing is tracked.
     *
     * @param recordedEpoch which a lease has begun, or that of the given one if it was to follow a
     *     place that is there no more
     */
    public TrackingConflictException(long recordedEpoch, Tracking given) {
        super(
                given.epoch() < recordedEpoch
                        ? epochIsOver(recordedEpoch, given)
                        : "Nothing of upstream '%s' is tracked, so %d does not follow what was processed. Read the tracking again, and go on from there."
                                .formatted(given.upstream(), given.position()),
                null);
        this.recorded = null;
        this.given = given;
        this.recordedEpoch = recordedEpoch;
    }

    private static String isElsewhere(Tracking recorded, Tracking given) {
        return (recorded.position() < given.position()
                        ? "Upstream '%s' is tracked to position %d, where it was not when %d was to follow. Read the tracking again, and go on from there."
                        : "Upstream '%s' is tracked to position %d, so %d has been processed already. Go on after the recorded position.")
                .formatted(given.upstream(), recorded.position(), given.position());
    }

    private static String epochIsOver(long recorded, Tracking given) {
        return "Upstream '%s' is followed under epoch %d, so epoch %d is over. Stop this follower."
                .formatted(given.upstream(), recorded, given.epoch());
    }

    /** Returns what is recorded, or empty if a lease was taken and nothing tracked so far. */
    public Optional<Tracking> recorded() {
        return Optional.ofNullable(recorded);
    }

    /** Returns what was given. */
    public Tracking given() {
        return given;
    }

    /** Returns whether a later epoch has begun, under which another follower goes on. */
    public boolean isEpochOver() {
        return given.epoch() < recordedEpoch;
    }
}
