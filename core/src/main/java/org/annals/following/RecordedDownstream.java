package org.annals.following;

import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;

import java.util.Optional;

/**
 * A downstream whose places are kept by a recorder, so that its followers may compete under leases,
 * and may park events. Implementations may be shared between threads.
 */
public interface RecordedDownstream extends Downstream {
    /** Returns the recorder. */
    Recorder recorder();

    /**
     * Returns the name under which the recorder has the place in an upstream log, its lease and its
     * parked events: that of the upstream, unless several places in it are kept.
     *
     * @param upstream its name, or that of one of its {@linkplain Partitions partitions}
     */
    default String trackedAs(String upstream) {
        return upstream;
    }

    @Override
    default Optional<Tracking> findTracking(String upstream) {
        return recorder().findTracking(trackedAs(upstream));
    }

    /**
     * Processes an event that was parked, and records what follows from it together with the change
     * that takes it out of those that are parked: both or neither. No place is moved.
     *
     * @throws org.annals.persistence.ParkedEventGoneException if it is not parked any more; nothing
     *     was written
     * @throws RuntimeException whatever the user's code throws; nothing was written
     */
    void processParked(Incoming event, ProcessChange.Unpark unpark);
}
