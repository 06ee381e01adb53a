package org.annals.persistence;

import org.annals.domain.EventSourcingException;

/** Data is stored in the clear, where nothing but encrypted data is to be read. */
public final class NotEncryptedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    NotEncryptedException() {
        super(
                "It is stored in the clear, and CIPHER_REQUIRED refuses that. If it was recorded before there was a key, read it without CIPHER_REQUIRED; if not, somebody else has put it there.",
                null);
    }
}
