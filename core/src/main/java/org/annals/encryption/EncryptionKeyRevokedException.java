package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** Bytes were encrypted with a key that has been destroyed on purpose, so nobody can read them. */
public final class EncryptionKeyRevokedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    public EncryptionKeyRevokedException(String keyId) {
        super(
                "The encryption key '%s' was destroyed on purpose. Treat what it encrypted as erased."
                        .formatted(keyId),
                null);
        this.keyId = keyId;
    }

    /** Returns the id of the key. */
    public String keyId() {
        return keyId;
    }
}
