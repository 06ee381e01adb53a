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

    /**
     * Returns a projector that folds: empty where there is no event at all.
     *
     * @param events the class of the events; one of another class is an {@link
     *     IllegalArgumentException}
     */
    static <S, E> Projector<S> folding(Evolution<S, E> evolution, Class<E> events) {
        return recorded -> {
            S state = null;
            for (var each = recorded.iterator(); each.hasNext(); ) {
                DomainEvent<?> next = each.next();
                S before = state == null ? evolution.initial() : state;
                E event = required(events, next);
                state = Ambient.ofThread().evolved(evolution, before, event, next.metadata());
            }
            return Optional.ofNullable(state);
        };
    }

    private static <E> E required(Class<E> events, DomainEvent<?> recorded) {
        if (!events.isInstance(recorded.event())) {
            throw new IllegalArgumentException(
                    "%s of event %s is no %s, so this projector cannot fold it. Check the id."
                            .formatted(
                                    recorded.event().getClass().getName(),
                                    recorded.id(),
                                    events.getName()));
        }
        return events.cast(recorded.event());
    }
}
