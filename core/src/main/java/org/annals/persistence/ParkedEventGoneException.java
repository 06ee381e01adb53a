package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * An event was to be unparked that is not parked: somebody else has tried it again, or evicted it.
 * Nothing was written. Read what is parked, and go on from there.
 */
public final class ParkedEventGoneException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String upstream;
    private final long position;

    public ParkedEventGoneException(String upstream, long position) {
        super(
                "The event at position %d of upstream '%s' is not parked. Somebody else may have tried it again: read what is parked, and go on from there."
                        .formatted(position, upstream),
                null);
        this.upstream = upstream;
        this.position = position;
    }

    /** Returns the name of the log that is followed. */
    public String upstream() {
        return upstream;
    }

    /** Returns the position of the event there. */
    public long position() {
        return position;
    }
}
