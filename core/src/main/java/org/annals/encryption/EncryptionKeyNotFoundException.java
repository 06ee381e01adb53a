package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** Bytes were encrypted with a key that is not among those given. */
public final class EncryptionKeyNotFoundException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    public EncryptionKeyNotFoundException(String keyId) {
        super(
                "The encryption key '%s' is not here. Give it back for reading.".formatted(keyId),
                null);
        this.keyId = keyId;
    }

    /** Returns the id of the key. */
    public String keyId() {
        return keyId;
    }
}
