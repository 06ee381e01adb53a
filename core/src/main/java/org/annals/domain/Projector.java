package org.annals.domain;

import static java.util.Objects.requireNonNull;

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
    static <S, E> Folding<S, E> folding(Evolution<S, E> evolution, Class<E> events) {
        return new Folding<>(evolution, events);
    }

    /**
     * A projector that folds one event after another, and so can go on from a state. Immutable.
     *
     * @param <S> the state
     * @param <E> the events
     * @param evolution how the state follows
     * @param events the class of the events
     */
    record Folding<S, E>(Evolution<S, E> evolution, Class<E> events) implements Projector<S> {
        /** Requires both. */
        public Folding {
            requireNonNull(evolution, "evolution");
            requireNonNull(events, "events");
        }

        @Override
        public Optional<S> project(Stream<DomainEvent<?>> recorded) {
            S state = null;
            for (var each = recorded.iterator(); each.hasNext(); ) {
                S before = state == null ? evolution.initial() : state;
                state = after(before, each.next());
            }
            return Optional.ofNullable(state);
        }

        /** Returns the state after one event more. */
        private S after(S before, DomainEvent<?> recorded) {
            if (!events.isInstance(recorded.event())) {
                throw new IllegalArgumentException(
                        "%s of event %s is no %s, so this projector cannot fold it. Check the id."
                                .formatted(
                                        recorded.event().getClass().getName(),
                                        recorded.id(),
                                        events.getName()));
            }
            E event = events.cast(recorded.event());
            return Ambient.ofThread().evolved(evolution, before, event, recorded.metadata());
        }
    }
}
