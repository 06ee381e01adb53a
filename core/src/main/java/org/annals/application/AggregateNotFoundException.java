package org.annals.application;

import org.annals.domain.EventSourcingException;

/** There is no aggregate with an id. Check the id, or use {@code find} where it may be absent. */
public final class AggregateNotFoundException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final String aggregateId;

    /**
     * @param what what was looked for, such as a class
     */
    public AggregateNotFoundException(String what, String aggregateId) {
        super(
                "There is no %s with id '%s'. Check the id, or use find() where it may be absent."
                        .formatted(what, aggregateId),
                null);
        this.aggregateId = aggregateId;
    }

    /** Returns the id. */
    public String aggregateId() {
        return aggregateId;
    }
}
