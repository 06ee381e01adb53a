package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/**
 * Encrypted bytes were not made with this key for this place: they were changed, cut or moved, what
 * stands beside them was changed, or the key was replaced by another one under the same id. Nothing
 * was decrypted.
 */
public final class CiphertextNotAuthenticException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    /**
     * @param keyId the id of the key that they name
     */
    public CiphertextNotAuthenticException(String keyId) {
        super(
                "Bytes said to be encrypted with key '%s' are not what it made for this place. If the key is the right one, they or what stands beside them was changed: restore both from a backup."
                        .formatted(keyId),
                null);
        this.keyId = keyId;
    }

    /** Returns the id of the key. */
    public String keyId() {
        return keyId;
    }
}
