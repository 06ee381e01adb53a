package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** Bytes said to be encrypted are too short to be that, or do not begin with the id of a key. */
public final class CiphertextMalformedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param length the number of bytes
     * @param why what is wrong, without any content
     */
    public CiphertextMalformedException(int length, String why) {
        super(
                "%d encrypted bytes are malformed: %s. Restore them from a backup."
                        .formatted(length, why),
                null);
    }
}
