package org.annals.domain;

/**
 * What an application can save: something that has events that wait to be recorded.
 *
 * <p>Aggregates of all styles and bare {@linkplain DomainEvent events} are recordable. A base class
 * of the user's own becomes so by keeping a {@link Pending}.
 */
public interface Recordable {
    /** Returns the events that wait, which leave this list when a save of it has committed. */
    Pending<?> pending();
}
