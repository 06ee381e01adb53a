package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Notification;

import java.util.List;

/**
 * A piece of a notification log, linked to the next. Immutable. A full section never changes.
 *
 * @param id the positions of the first and the last item, as {@code "1,10"}; empty if there is none
 * @param items in order of position
 * @param nextId the id to ask for next; empty if this section is not full
 */
public record Section(String id, List<Notification> items, String nextId) {
    /** Copies the list. */
    public Section {
        requireNonNull(id, "id");
        items = List.copyOf(items);
        requireNonNull(nextId, "nextId");
    }
}
