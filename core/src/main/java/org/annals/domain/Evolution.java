package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.function.BiFunction;

/**
 * How immutable state follows from events: a first state, and a function from a state and an event
 * to the next.
 *
 * <p>Implementations are pure functions: they change nothing and may be shared between threads.
 *
 * @param <S> the state
 * @param <E> the events
 */
public interface Evolution<S, E> {
    /** Returns the state before the first event. */
    S initial();

    /** Returns the state after the event. */
    S evolve(S state, E event);

    /** Returns an evolution of a first state and a function. */
    static <S, E> Evolution<S, E> of(S initial, BiFunction<S, E, S> evolve) {
        requireNonNull(initial, "initial");
        requireNonNull(evolve, "evolve");
        return new Evolution<>() {
            @Override
            public S initial() {
                return initial;
            }

            @Override
            public S evolve(S state, E event) {
                return evolve.apply(state, event);
            }
        };
    }
}
