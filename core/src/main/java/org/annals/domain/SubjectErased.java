package org.annals.domain;

import static java.util.Objects.requireNonNull;

/**
 * The event that says that a data subject's key was destroyed, so that followers can erase what
 * they have of it. Immutable.
 *
 * @param subject the id of the data subject
 */
@EventType(name = "annals.SubjectErased")
public record SubjectErased(String subject) {
    /** Requires a subject. */
    public SubjectErased {
        requireNonNull(subject, "subject");
    }
}
