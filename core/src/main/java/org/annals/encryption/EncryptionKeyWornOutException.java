package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/**
 * A key has encrypted so many messages in this process that more would not be safe. Nothing was
 * encrypted. What it encrypted before stays readable.
 */
public final class EncryptionKeyWornOutException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    /**
     * @param messages how many it has encrypted
     */
    public EncryptionKeyWornOutException(String keyId, long messages) {
        super(
                "The encryption key '%s' has encrypted %d messages and may encrypt no more. Make a new key the active one, and keep this one for reading."
                        .formatted(keyId, messages),
                null);
        this.keyId = keyId;
    }

    /** Returns the id of the key. */
    public String keyId() {
        return keyId;
    }
}
