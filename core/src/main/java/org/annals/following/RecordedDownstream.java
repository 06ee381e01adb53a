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

    @Override
    default Optional<Tracking> findTracking(String upstream) {
        return recorder().findTracking(upstream);
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
