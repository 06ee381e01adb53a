package org.annals.application;

import org.annals.domain.DomainEvent;
import org.annals.persistence.Transaction;

import java.util.List;
import java.util.Set;

/**
 * Rows that follow from events and are written with them, in the transaction of the save: whoever
 * reads both sees both. Each save waits for it. May be shared between threads.
 */
public interface InlineView {
    /** Returns the classes of the events that it follows from; a save without them is no matter. */
    Set<Class<?>> eventClasses();

    /**
     * Writes what follows from a save.
     *
     * @param events those of its classes, in order, at least one
     * @throws Exception whatever it likes: then neither rows nor events are recorded
     */
    void write(Transaction transaction, List<DomainEvent<?>> events) throws Exception;
}
