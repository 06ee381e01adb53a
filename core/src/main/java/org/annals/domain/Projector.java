package org.annals.domain;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rebuilds any state of the user's from the events of one aggregate.
 *
 * <p>A projector is a pure function and may be shared between threads.
 *
 * @param <S> the state
 */
@FunctionalInterface
public interface Projector<S> {
    /**
     * Returns the state after all these events, oldest first, or empty if there is nothing to show.
     * The stream can be consumed once and need not be closed.
     */
    Optional<S> project(Stream<DomainEvent<?>> events);

    /** Returns a projector that folds: empty where there is no event at all. */
    static <S, E> Projector<S> folding(Evolution<S, E> evolution, Class<E> events) {
        return recorded -> {
            S state = null;
            for (var each = recorded.iterator(); each.hasNext(); ) {
                E event = events.cast(each.next().event());
                state = evolution.evolve(state == null ? evolution.initial() : state, event);
            }
            return Optional.ofNullable(state);
        };
    }
}
