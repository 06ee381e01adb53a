package org.annals.persistence;

import java.util.List;

/**
 * A recorder of every role, whose one append takes everything at once, with snapshots, leases,
 * parked events and timers beside the log.
 *
 * <p>Of several reasons to refuse a request the first of these is given: event ids, tracking,
 * versions, conditions, changes, a failure of the user's own work.
 */
public interface Recorder
        extends ProcessRecorder,
                ImportRecorder,
                TagRecorder,
                SnapshotRecorder,
                LeaseRecorder,
                ParkingRecorder,
                TimerRecorder {
    /**
     * Appends a whole request: events, conditions, tracking, changes and rows of the user's own,
     * all or none.
     *
     * @throws IllegalArgumentException if an event id is recorded otherwise, or a limit is exceeded
     * @throws TrackingConflictException if the tracking is not beyond what is recorded, or a later
     *     epoch has begun
     * @throws VersionConflictException if a version is taken or would leave a hole
     * @throws AppendConditionFailedException if a condition does not hold
     * @throws ParkedEventGoneException if an event is to be unparked that is not parked
     * @throws TimerGoneException if a timer is to be fired that is not set so
     * @throws OutcomeUnknownException if the reply was lost
     * @throws RuntimeException whatever the user's own work throws; see {@link TransactionWork}
     */
    AppendReceipt append(AppendRequest request);

    @Override
    default AppendReceipt append(List<StoredEvent> events) {
        return append(AppendRequest.of(events));
    }

    @Override
    default AppendReceipt append(List<StoredEvent> events, Tracking tracking) {
        return append(AppendRequest.of(events).withTracking(tracking));
    }

    @Override
    default AppendReceipt append(List<StoredEvent> events, AppendCondition condition) {
        return append(AppendRequest.of(events).onCondition(condition));
    }

    @Override
    default void track(Tracking tracking) {
        append(List.of(), tracking);
    }

    @Override
    void close();
}
