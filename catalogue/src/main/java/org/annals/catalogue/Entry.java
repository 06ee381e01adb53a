package org.annals.catalogue;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An event, who triggers it and what is done with it. Immutable.
 *
 * @param upcasts by which earlier versions of it are read
 */
record Entry(
        EventFacts event,
        List<UpcastStep> upcasts,
        SortedSet<Mention> triggers,
        SortedSet<Handling> handlings) {
    Entry {
        upcasts = List.copyOf(upcasts);
        triggers = new TreeSet<>(triggers);
        handlings = new TreeSet<>(handlings);
    }

    boolean isTriggered() {
        return !triggers.isEmpty();
    }

    boolean isHandled() {
        return !handlings.isEmpty();
    }

    /** Returns whether somebody beside the object whose event it is takes notice of it. */
    boolean isFollowed() {
        return handlings.stream().anyMatch(each -> !each.role().isOwn());
    }
}
