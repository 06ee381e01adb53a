package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * A timer was to be fired that is not set, or not as it was given: somebody else has fired it, or
 * it was cancelled or set anew. Nothing was written. Read what is due, and go on from there.
 */
public final class TimerGoneException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final transient Timer given;

    public TimerGoneException(Timer given) {
        super(
                "Timer '%s' of process '%s' is not set for %s any more: it was fired, cancelled or set anew. Read what is due, and go on from there."
                        .formatted(given.id(), given.process(), given.dueOn()),
                null);
        this.given = given;
    }

    /** Returns what was given. */
    public Timer given() {
        return given;
    }
}
