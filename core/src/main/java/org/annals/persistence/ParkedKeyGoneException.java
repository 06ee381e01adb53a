package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * An event was to be parked behind others of its key, and none of the key is parked any more:
 * somebody else has tried them again, or evicted them. Nothing was written. Process the event.
 */
public final class ParkedKeyGoneException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String upstream;
    private final String key;

    public ParkedKeyGoneException(String upstream, String key) {
        super(
                "No event of key '%s' of upstream '%s' is parked, so none waits behind one. Somebody else may have tried them again: process the event."
                        .formatted(key, upstream),
                null);
        this.upstream = upstream;
        this.key = key;
    }

    /** Returns the name of the log that is followed. */
    public String upstream() {
        return upstream;
    }

    /** Returns the key of which nothing is parked. */
    public String key() {
        return key;
    }
}
