package org.annals.persistence;

import java.util.Comparator;
import java.util.List;

/**
 * How far all upstream logs had been processed at one moment, and how far the log itself had come.
 * Immutable.
 *
 * @param head the position of the log's last event then, 0 if it had none
 * @param trackings one for each upstream that was ever followed, in the order of their names
 */
public record Trackings(long head, List<Tracking> trackings) {
    /**
     * Sorts the trackings.
     *
     * @throws IllegalArgumentException if the head is negative
     */
    public Trackings {
        Positions.requireNotNegative(head, "head");
        trackings = trackings.stream().sorted(Comparator.comparing(Tracking::upstream)).toList();
    }

    /** Returns these without the places of views, whose rows are elsewhere. */
    public Trackings withoutViews() {
        return new Trackings(head, trackings.stream().filter(each -> !each.isOfView()).toList());
    }

    /**
     * Returns these without how far {@linkplain TagFilling tags have been filled}, which is said of
     * this copy of the log alone.
     */
    public Trackings withoutFills() {
        return new Trackings(head, trackings.stream().filter(each -> !each.isOfFill()).toList());
    }
}
