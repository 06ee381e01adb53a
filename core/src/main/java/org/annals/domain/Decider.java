package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A decision as a pure function: from a command and a state to events (Chassaing, 2021).
 *
 * <p>Implementations are pure functions: they change nothing and may be shared between threads.
 *
 * @param <C> the commands
 * @param <S> the immutable state
 * @param <E> the events
 */
public interface Decider<C, S, E> extends Evolution<S, E> {
    /**
     * Returns the events that follow from the command, in order; none if nothing is to happen. A
     * command that must not be obeyed is refused with an exception of the domain's own.
     */
    List<E> decide(C command, S state);

    /** Returns a decider of its three parts. */
    static <C, S, E> Decider<C, S, E> of(
            S initial, BiFunction<C, S, List<E>> decide, BiFunction<S, E, S> evolve) {
        requireNonNull(decide, "decide");
        Evolution<S, E> evolution = Evolution.of(initial, evolve);
        return new Decider<>() {
            @Override
            public S initial() {
                return evolution.initial();
            }

            @Override
            public List<E> decide(C command, S state) {
                return decide.apply(command, state);
            }

            @Override
            public S evolve(S state, E event) {
                return evolution.evolve(state, event);
            }
        };
    }
}
