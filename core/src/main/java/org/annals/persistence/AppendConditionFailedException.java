package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.AppendCondition.FailIfMatching;

/**
 * An event matches the query of an append condition. Nothing was written, and never will be by this
 * request. Read what the decision depends on again and repeat it.
 */
public final class AppendConditionFailedException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final transient FailIfMatching condition;
    private final long matchingPosition;

    public AppendConditionFailedException(FailIfMatching condition, long matchingPosition) {
        super(
                "The event at position %d matches %s after position %d. Read again what the decision depends on and repeat it."
                        .formatted(matchingPosition, condition.query(), condition.after()),
                null);
        this.condition = condition;
        this.matchingPosition = matchingPosition;
    }

    /** Returns the condition that failed: of several, the first. */
    public FailIfMatching condition() {
        return condition;
    }

    /** Returns the position of the first event that matches. */
    public long matchingPosition() {
        return matchingPosition;
    }
}
