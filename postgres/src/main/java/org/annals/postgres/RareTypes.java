package org.annals.postgres;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which types are so rare that their events are better found one by one than by looking at every
 * position, as far as one has read them. What is told wrongly costs time alone. May be shared
 * between threads.
 */
final class RareTypes {
    // Types that are asked for together are of the program.
    private static final int MOST = 1_000;
    // To find an event by its type costs about as much as to pass over three others.
    private static final int SPAN = 4;

    private final Set<Set<String>> rare = ConcurrentHashMap.newKeySet();

    /** Returns the part of a selection in which a page is full unless its types are rare. */
    static LogSelection near(LogSelection selection) {
        long span = (long) SPAN * selection.limit();
        return selection.after() > Long.MAX_VALUE - span
                ? selection
                : selection.upTo(Math.min(selection.upTo(), selection.after() + span));
    }

    /**
     * Returns whether a page of the near part is what a page of the whole would be: full of events
     * or of bytes, or up to the end.
     */
    static boolean isWhole(LogPage page, LogSelection selection) {
        return page.notifications().size() == selection.limit()
                || page.scannedTo() < Math.min(near(selection).upTo(), page.head())
                || page.scannedTo() >= Math.min(selection.upTo(), page.head());
    }

    boolean areRare(Set<String> types) {
        return rare.contains(types);
    }

    void learnRare(Set<String> types) {
        if (rare.size() < MOST) {
            rare.add(types);
        }
    }

    /**
     * Learns from a page whose events were found one by one: far from rare, or it would turn often.
     */
    void learn(Set<String> types, LogPage page, LogSelection selection) {
        long walked = page.scannedTo() - selection.after();
        if (page.notifications().size() == selection.limit()
                && walked <= (long) SPAN / 2 * selection.limit()) {
            rare.remove(types);
        }
    }
}
