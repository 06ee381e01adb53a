package org.annals.encryption;

import org.annals.domain.EventSourcingException;

/** A data subject was erased, so it has no key, and never will. */
public final class SubjectErasedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String subject;

    public SubjectErasedException(String subject) {
        super(
                "The data subject '%s' was erased, and nothing personal can be recorded of it. Use a new id if this is somebody else, or Erasable.erased()."
                        .formatted(subject),
                null);
        this.subject = subject;
    }

    /** Returns the id of the subject. */
    public String subject() {
        return subject;
    }
}
