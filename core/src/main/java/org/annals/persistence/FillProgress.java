package org.annals.persistence;

/**
 * How far tags have been filled. Immutable.
 *
 * @param position up to here every event has been looked at; 0 if there was nothing to look for
 * @param head the position of the log's last event, as last seen
 * @param events how many events this call has given tags
 */
public record FillProgress(long position, long head, long events) {
    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public FillProgress {
        Positions.requireNotNegative(position, "position");
        Positions.requireNotNegative(head, "head");
        Positions.requireNotNegative(events, "events");
    }
}
