package org.annals.following;

import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Tracking;

/**
 * A downstream that keeps parked events beside its places, so that its followers may {@linkplain
 * FailurePolicy#parking() park} what they cannot process. Implementations may be shared between
 * threads.
 */
public interface ParkingDownstream extends Downstream {
    /**
     * Returns what keeps the parked events.
     *
     * @throws org.annals.persistence.RecorderUnavailableException if they cannot be kept now
     */
    ParkingRecorder parking();

    /**
     * Returns the name under which the parked events of an upstream log are kept: that of the
     * upstream, unless several places in it are kept.
     *
     * @param upstream its name, or that of one of its {@linkplain Partitions partitions}
     */
    default String trackedAs(String upstream) {
        return upstream;
    }

    /**
     * Parks an event and moves the place, both or neither. What is parked already stays as it is.
     *
     * @param event its upstream is the name under which it is kept
     * @param tracking the new place, at or beyond the event, under the name by which it is found
     * @throws org.annals.persistence.TrackingConflictException if the place is recorded already, or
     *     one at or beyond the event; or if the follower's epoch is over; nothing was written
     */
    void park(ParkedEvent event, Tracking tracking);

    /**
     * Parks an event behind others of its key and moves the place, both or neither.
     *
     * @throws org.annals.persistence.ParkedKeyGoneException if none of the key is parked: the event
     *     need not wait; nothing was written
     * @throws org.annals.persistence.TrackingConflictException as {@link #park} does
     */
    void parkBehind(ParkedEvent event, Tracking tracking);

    /**
     * Processes an event that was parked, and records what follows from it together with the change
     * that takes it out of those that are parked: both or neither. No place is moved.
     *
     * @throws org.annals.persistence.ParkedEventGoneException if it is not parked any more; nothing
     *     was written
     * @throws RuntimeException whatever the user's code throws; nothing was written
     */
    void processParked(Incoming event, ProcessChange.Unpark unpark);

    /**
     * Takes an event out of those that are parked, and does nothing else.
     *
     * @throws org.annals.persistence.ParkedEventGoneException if it is not parked any more
     */
    void evict(ProcessChange.Unpark unpark);
}
