package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/**
 * The user's own work in an append threw a checked exception, which is the cause. Nothing was
 * written: neither rows nor events.
 */
public final class TransactionWorkFailedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public TransactionWorkFailedException(Exception cause) {
        super(
                "The rows of an append could not be written, so neither rows nor events are recorded. See the cause."
                        + " Then repeat the append.",
                cause);
    }
}
