package org.annals.integrity;

import org.annals.domain.EventSourcingException;

/** A head was not signed as it is by a key that is trusted. */
public final class HeadNotAuthenticException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long position;
    private final String keyId;

    /**
     * @param position the head's position
     * @param keyId the id of the key that it names
     */
    public HeadNotAuthenticException(long position, String keyId) {
        super(
                "The head of position %d is not what a trusted key '%s' has signed: it was changed, or the key is not among those to verify with. Trust the key only if you know whose it is."
                        .formatted(position, keyId),
                null);
        this.position = position;
        this.keyId = keyId;
    }

    /** Returns the head's position. */
    public long position() {
        return position;
    }

    /** Returns the id of the key that the head names. */
    public String keyId() {
        return keyId;
    }
}
