package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A stored event cannot be turned back into what it was. The message has the event's identity and
 * never its content.
 */
public final class UnreadableEventException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final UUID eventId;

    /**
     * @param where the event's identity, as in "event 0192… of aggregate 'dog-1', version 3"
     * @param why what is wrong and what to do
     */
    public UnreadableEventException(
            UUID eventId, String where, String why, @Nullable Throwable cause) {
        super(where + " cannot be read: " + why, cause);
        this.eventId = eventId;
    }

    /** Returns the event's id. */
    public UUID eventId() {
        return eventId;
    }
}
