package org.annals.dcb;

import org.annals.domain.DomainEvent;
import org.annals.domain.Recording;
import org.annals.persistence.EventStore;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OpaqueEvent;
import org.annals.persistence.Query;
import org.annals.persistence.UnreadableEventException;

import java.util.function.Consumer;

/** Reads what decisions are made of. Immutable. */
record LogReading(EventStore events) {
    /** Reads the events that match a query, in order, up to the head as first seen. */
    long read(Query query, long after, Consumer<? super Recording> each) {
        return read(LogSelection.all().matching(query).after(after), each);
    }

    /**
     * Reads the selected events, in order, up to the head as first seen.
     *
     * @param each is given every event, and none of a page that cannot be read
     * @return the position up to which everything was read
     * @throws org.annals.persistence.TagsUnfinishedException if the query is for tags that older
     *     events lack
     * @throws UnreadableEventException if one is of a version that this code does not know: nothing
     *     is decided by what is not understood
     */
    long read(LogSelection selection, Consumer<? super Recording> each) {
        events.requireFinishedTags(selection.query());
        LogSelection rest = selection;
        while (true) {
            LogPage page = events.recorder().readLog(rest);
            page.notifications().forEach(notification -> decode(notification, each));
            rest = rest.upTo(Math.min(rest.upTo(), page.head())).beyond(page);
            if (rest.after() >= rest.upTo()) {
                return rest.after();
            }
        }
    }

    private void decode(Notification notification, Consumer<? super Recording> each) {
        for (DomainEvent<?> event : events.mapper().toDomain(notification)) {
            if (event.event() instanceof OpaqueEvent(var type, var version, var data)) {
                throw new UnreadableEventException(
                        event.id(),
                        "Event %s at position %d of type '%s'"
                                .formatted(event.id(), notification.position(), type),
                        "it is stored in version %d, which this code does not know, and a decision depends on it. Run the release that knows it."
                                .formatted(version),
                        null);
            }
            each.accept(new Recording(notification.position(), event));
        }
    }
}
