package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

/**
 * A transcoder cannot encode or decode an object. The message has types and the path to the fault,
 * and never the content: so the parser's own exception is not its cause.
 */
public final class TranscodingException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param refusal what a constructor of the user's threw, if that is what is wrong
     */
    public TranscodingException(String message, @Nullable Throwable refusal) {
        super(message, refusal);
    }
}
