package org.annals.http;

import org.annals.domain.EventSourcingException;

/**
 * A server does not let this client read, because of its token or the lack of one. It is not tried
 * again before somebody has changed that.
 */
public final class AccessRefusedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    AccessRefusedException(String what, String reason) {
        super(
                "%s cannot be read: %s. Give the client the token that the server has, as HTTP_TOKEN or to its builder."
                        .formatted(what, reason),
                null);
    }
}
