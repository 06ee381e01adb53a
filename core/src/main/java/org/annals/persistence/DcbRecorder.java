package org.annals.persistence;

import java.util.List;

/** Appends events under a condition on what the log holds: a dynamic consistency boundary. */
public interface DcbRecorder extends LogRecorder {
    /**
     * Appends events if the condition holds against everything before them.
     *
     * @throws AppendConditionFailedException if an event after the condition's position matches its
     *     query; nothing was written
     * @throws VersionConflictException as {@link #append(List)} does
     */
    AppendReceipt append(List<StoredEvent> events, AppendCondition condition);
}
