package org.annals.application;

import org.annals.domain.EventSourcingException;

/**
 * The aggregate with an id is of another class than the one asked for, or its events are not those
 * that an evolution takes. Ask for that class, or check the id.
 */
public final class WrongAggregateTypeException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public WrongAggregateTypeException(Class<?> asked, String aggregateId, String eventType) {
        super(
                "'%s' is not the id of a %s: it has an event '%s', which belongs to another aggregate class. Ask for that class, or check the id."
                        .formatted(aggregateId, asked.getName(), eventType),
                null);
    }

    /**
     * @param cause what the evolution threw, which names the class that it takes
     */
    public WrongAggregateTypeException(
            String aggregateId, String eventType, ClassCastException cause) {
        super(
                "'%s' is not the id of an aggregate of this evolution: it has an event '%s', which the evolution cannot cast to what it takes. Ask with the aggregate's own, or check the id."
                        .formatted(aggregateId, eventType),
                cause);
    }
}
