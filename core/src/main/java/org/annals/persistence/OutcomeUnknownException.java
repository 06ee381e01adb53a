package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/**
 * The reply to an append was lost: it may be recorded or not. Repeat the same append, with the same
 * event ids, at any later time: it returns the first receipt if it was recorded and records it if
 * not.
 */
public final class OutcomeUnknownException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String whatHappened, @Nullable Throwable cause) {
        super(
                whatHappened
                        + " The append may be recorded or not. Repeat it with the same event ids to know.",
                cause);
    }

    /** Makes the same failure for another caller, with the frames of the running code. */
    public OutcomeUnknownException(OutcomeUnknownException other) {
        super(String.valueOf(other.getMessage()), other.getCause());
    }
}
