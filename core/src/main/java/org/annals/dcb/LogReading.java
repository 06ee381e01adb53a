package org.annals.dcb;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.persistence.EventStore;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OpaqueEvent;
import org.annals.persistence.UnreadableEventException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what decisions are made of. Immutable. */
record LogReading(EventStore events) {
    /**
     * Reads the selected events, in order, up to the head as first seen.
     *
     * @param each is given all that one stored event turned into, with its position
     * @return the position up to which everything was read
     * @throws org.annals.persistence.TagsUnfinishedException if the query is for tags that older
     *     events lack
     * @throws UnreadableEventException if an event is of a version that this code does not know:
     *     nothing is decided by what is not understood
     */
    long read(LogSelection selection, Consumer<? super List<Recording>> each) {
        events.requireFinishedTags(selection.query());
        LogSelection rest = selection;
        while (true) {
            LogPage page = events.recorder().readLog(rest);
            page.notifications().forEach(notification -> each.accept(decoded(notification)));
            rest = rest.upTo(Math.min(rest.upTo(), page.head())).beyond(page);
            if (rest.after() >= rest.upTo()) {
                return rest.after();
            }
        }
    }

    private List<Recording> decoded(Notification notification) {
        List<Recording> decoded = new ArrayList<>(1);
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
            decoded.add(new Recording(notification.position(), event));
        }
        return decoded;
    }

    /**
     * Returns the tags by which a stored event is selected, of all that it turned into: they were
     * indexed for it as a whole.
     */
    Collection<EventTag> selecting(List<Recording> recordings) {
        if (recordings.size() == 1) {
            return events.selectingTags(recordings.getFirst().domainEvent());
        }
        Set<EventTag> tags = new LinkedHashSet<>();
        recordings.forEach(each -> tags.addAll(events.selectingTags(each.domainEvent())));
        return tags;
    }

    /**
     * Returns the exception for an event that was selected by a tag that it is not known to have.
     *
     * @param known the tags that it is known to have
     */
    static IllegalStateException unattributed(Collection<EventTag> known) {
        return new IllegalStateException(
                "An event was selected by a tag that it was given later, and is known only by the tags %s. Give the TagFilling by which the log was filled to the constructor of the application, for as long as decisions depend on its tags, and let it give the same ones."
                        .formatted(known));
    }
}
