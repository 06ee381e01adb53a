package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** Personal data was encrypted with a key that is not in the store of subjects' keys. */
public final class SubjectKeyNotFoundException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    SubjectKeyNotFoundException(String subject, String keyId) {
        super(
                "The key '%s' of the data subject '%s' is not here, and was not destroyed on purpose. Restore the store of keys that wrote it; if it is lost, MISSING_SUBJECT_KEYS=erased reads on."
                        .formatted(keyId, subject),
                null);
        this.subject = subject;
    }

    /** Returns the id of the subject. */
    public String subject() {
        return subject;
    }
}
