package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.annals.domain.Origin;

/**
 * A version is taken or would leave a hole. Nothing was written, and never will be by this request.
 * Load the aggregate again and repeat the decision.
 */
public final class VersionConflictException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String aggregateId;
    private final long expectedVersion;
    private final long givenVersion;

    public VersionConflictException(Origin given, long expectedVersion) {
        super(
                given.version() < expectedVersion
                        ? "Aggregate '%s' already has version %d, so %d cannot be appended. Load it again and repeat the decision."
                                .formatted(
                                        given.aggregateId(), expectedVersion - 1, given.version())
                        : "Aggregate '%s' expects version %d next, so %d would leave a hole. Load it again and repeat the decision."
                                .formatted(given.aggregateId(), expectedVersion, given.version()),
                null);
        this.aggregateId = given.aggregateId();
        this.expectedVersion = expectedVersion;
        this.givenVersion = given.version();
    }

    /** Returns the aggregate in conflict: of several, the first. */
    public String aggregateId() {
        return aggregateId;
    }

    /** Returns the version that could have been appended. */
    public long expectedVersion() {
        return expectedVersion;
    }

    /** Returns the version that was given. */
    public long givenVersion() {
        return givenVersion;
    }
}
