package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Which log this is. Immutable.
 *
 * @param name the application's, exactly as given
 * @param logId fixed for life, kept by a restore: what is encrypted is bound to it
 * @param incarnation the identity of this history: new at creation, and when an operator declares a
 *     restore to an earlier state
 */
public record LogIdentity(String name, UUID logId, UUID incarnation) {
    public LogIdentity {
        requireNonNull(name, "name");
        requireNonNull(logId, "logId");
        requireNonNull(incarnation, "incarnation");
    }
}
