package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/** The database cannot be reached or used now. Nothing was written. Try again later. */
public final class RecorderUnavailableException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public RecorderUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
