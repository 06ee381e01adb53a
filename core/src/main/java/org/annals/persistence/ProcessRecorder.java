package org.annals.persistence;

import java.util.List;

/** Appends events together with the tracking of what they follow from. */
public interface ProcessRecorder extends LogRecorder, TrackingRecorder {
    /**
     * Appends events, possibly none, and moves the place in an upstream log, both or neither.
     *
     * @throws TrackingConflictException as {@link #track} does
     * @throws VersionConflictException as {@link #append(List)} does
     */
    AppendReceipt append(List<StoredEvent> events, Tracking tracking);

    /**
     * Returns the places in all upstream logs and the head, as they were at one moment: what was
     * recorded together is seen together.
     */
    Trackings readTrackings();

    @Override
    void close();
}
