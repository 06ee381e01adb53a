package org.annals.memory;

import org.annals.persistence.Tracking;

import java.util.Map;
import java.util.NavigableMap;

/**
 * What readers see: replaced in one step when an append commits, and never changed, so that a
 * reader needs no lock and sees all of an append or nothing.
 *
 * @param head the position of the last event
 * @param trackings by upstream
 * @param epochs by upstream, of those that are leased and of which nothing is tracked
 * @param processes parked events and timers
 * @param filled tags that events were not recorded with
 * @param tables rows of the user's own, by table
 */
record Committed(
        long head,
        Map<String, Tracking> trackings,
        Map<String, Long> epochs,
        ProcessRows processes,
        FilledTags filled,
        Map<String, NavigableMap<String, String>> tables) {
    static final Committed NOTHING =
            new Committed(0, Map.of(), Map.of(), ProcessRows.NONE, FilledTags.NONE, Map.of());

    /** Returns these with other trackings and epochs. */
    Committed with(Map<String, Tracking> trackings, Map<String, Long> epochs) {
        return new Committed(head, trackings, epochs, processes, filled, tables);
    }

    /** Returns these with other tags that events were not recorded with. */
    Committed with(FilledTags filled) {
        return new Committed(head, trackings, epochs, processes, filled, tables);
    }
}
