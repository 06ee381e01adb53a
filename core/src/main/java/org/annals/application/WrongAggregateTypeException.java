package org.annals.application;

import org.annals.domain.EventSourcingException;

/** The aggregate with an id is of another class than the one asked for. Ask for that class. */
public final class WrongAggregateTypeException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    public WrongAggregateTypeException(Class<?> asked, String aggregateId, String eventType) {
        super(
                "'%s' is not the id of a %s: it has an event '%s', which belongs to another aggregate class. Ask for that class, or check the id."
                        .formatted(aggregateId, asked.getName(), eventType),
                null);
    }
}
