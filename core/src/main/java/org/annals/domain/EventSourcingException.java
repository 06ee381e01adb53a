package org.annals.domain;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Annals throws when something other than the caller's code is at fault.
 *
 * <p>A message says what happened, the values, and what to do; never a secret and never the content
 * of an event. Misuse is {@link IllegalArgumentException} or {@link IllegalStateException} instead.
 */
public abstract class EventSourcingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected EventSourcingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
