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
 * @param tables rows of the user's own, by table
 */
record Committed(
        long head,
        Map<String, Tracking> trackings,
        Map<String, Long> epochs,
        ProcessRows processes,
        Map<String, NavigableMap<String, String>> tables) {
    static final Committed NOTHING =
            new Committed(0, Map.of(), Map.of(), ProcessRows.NONE, Map.of());
}
