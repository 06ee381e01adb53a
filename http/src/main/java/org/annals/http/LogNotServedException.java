package org.annals.http;

import org.annals.domain.EventSourcingException;

/** A server has no log of the name that is asked for. */
public final class LogNotServedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    LogNotServedException(String what) {
        super(
                "%s is not served there. Give the address of the server that has it, or its name exactly as the application declares it."
                        .formatted(what),
                null);
    }
}
