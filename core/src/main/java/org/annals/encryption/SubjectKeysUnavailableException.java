package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** The store of subjects' keys cannot be read or written now. */
public final class SubjectKeysUnavailableException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param store where the keys are
     */
    public SubjectKeysUnavailableException(String store, Throwable cause) {
        super(
                "The keys of data subjects in '%s' cannot be reached; nothing was recorded. Try again when they can."
                        .formatted(store),
                cause);
    }
}
