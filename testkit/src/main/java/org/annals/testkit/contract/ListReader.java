package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Answers every read by looking at every event: the plainest words for what a selection means. Each
 * step is a method of its own, so that a mutant can get one of them wrong. For whoever holds the
 * store's lock.
 */
class ListReader {
    final ListStore store;
    private final long pageBytes;

    ListReader(ListStore store, long pageBytes) {
        this.store = store;
        this.pageBytes = pageBytes;
    }

    List<StoredEvent> aggregate(AggregateSelection selection) {
        List<StoredEvent> found = new ArrayList<>();
        for (Notification notification : store.log) {
            Origin origin = notification.storedEvent().origin();
            if (origin != null
                    && origin.aggregateId().equals(selection.aggregateId())
                    && isWithin(origin.version(), selection.after(), selection.upTo())) {
                found.add(notification.storedEvent());
            }
        }
        sort(found);
        if (selection.direction() == Direction.BACKWARDS) {
            Collections.reverse(found);
        }
        return found.subList(0, (int) Math.min(selection.limit(), found.size()));
    }

    LogPage page(LogSelection selection) {
        List<Notification> found = new ArrayList<>();
        for (Notification notification : store.log) {
            if (isWithin(notification.position(), selection.after(), selection.upTo())
                    && matches(selection.query(), notification.storedEvent())) {
                found.add(notification);
            }
        }
        if (selection.direction() == Direction.BACKWARDS) {
            Collections.reverse(found);
        }
        int size = Math.min(sizeInBytes(found), sizeInEvents(selection, found));
        boolean full = size < found.size() || size == selection.limit();
        List<Notification> page = found.subList(0, size);
        return new LogPage(page, scannedTo(selection, page, full), store.head());
    }

    /** Puts the events of an aggregate in the order of versions. */
    void sort(List<StoredEvent> found) {
        // Versions of one aggregate rise in the order of the log, so there is nothing to do.
    }

    boolean isWithin(long number, long after, long upTo) {
        return number > after && number <= upTo;
    }

    int sizeInEvents(LogSelection selection, List<Notification> found) {
        return Math.min(selection.limit(), found.size());
    }

    int sizeInBytes(List<Notification> found) {
        long bytes = 0;
        int size = 0;
        for (Notification notification : found) {
            bytes += notification.storedEvent().data().length();
            if (size > 0 && bytes > pageBytes) {
                break;
            }
            size++;
        }
        return size;
    }

    long scannedTo(LogSelection selection, List<Notification> page, boolean full) {
        long end = Math.min(store.head(), selection.upTo());
        if (selection.direction() == Direction.FORWARDS) {
            if (full) {
                return page.isEmpty()
                        ? Math.min(selection.after(), end)
                        : page.getLast().position();
            }
            return end;
        }
        if (full) {
            return page.isEmpty() ? end : page.getLast().position() - 1;
        }
        return Math.min(selection.after(), end);
    }

    boolean matches(Query query, StoredEvent event) {
        if (query.items().isEmpty()) {
            return true;
        }
        for (QueryItem item : query.items()) {
            if (matches(item, event)) {
                return true;
            }
        }
        return false;
    }

    boolean matches(QueryItem item, StoredEvent event) {
        return matchesTypes(item.types(), event) && matchesTags(item.tags(), event);
    }

    boolean matchesTypes(Collection<String> types, StoredEvent event) {
        return types.isEmpty() || types.contains(event.type());
    }

    boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
        for (EventTag tag : tags) {
            if (!event.tags().contains(tag) && !store.isGiven(event, tag)) {
                return false;
            }
        }
        return true;
    }
}
