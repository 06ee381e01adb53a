package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * What came of a command that was refused: an exception, and the state that was left behind.
 *
 * <p>Expectations can be chained. One that is not met throws an {@link AssertionError} that shows
 * what was expected and what is. For one thread.
 *
 * @param <S> the aggregate, or the state of the decider
 * @param <E> the events
 */
public final class Refusal<S, E> {
    private final RuntimeException thrown;
    private final @Nullable S state;
    private final List<DomainEvent<E>> events;

    Refusal(RuntimeException thrown, @Nullable S state, List<DomainEvent<E>> events) {
        this.thrown = thrown;
        this.state = state;
        this.events = events;
    }

    /** Returns the failure of a scenario in which nothing was refused. */
    static <E> AssertionError missing(List<DomainEvent<E>> events) {
        return new AssertionError(
                "Expected an exception, but nothing was thrown.%n%s"
                        .formatted(EventDifference.listed("actual", events)));
    }

    /** Expects an exception of this type. */
    public <X extends RuntimeException> Refusal<S, E> thenThrows(Class<X> expected) {
        return thenThrows(expected, exception -> {});
    }

    /**
     * Expects an exception of this type, and checks it.
     *
     * @param check throws what the test framework throws
     */
    public <X extends RuntimeException> Refusal<S, E> thenThrows(
            Class<X> expected, Consumer<? super X> check) {
        requireNonNull(expected, "expected");
        if (!expected.isInstance(thrown)) {
            throw new AssertionError(
                    "Expected %s to be thrown, but it was %s."
                            .formatted(expected.getName(), thrown),
                    thrown);
        }
        check.accept(expected.cast(thrown));
        return this;
    }

    /** Expects that no event had been triggered before. */
    public Refusal<S, E> thenNothing() {
        EventDifference.requireSame(List.of(), events);
        return this;
    }

    /**
     * Checks the state that the command left behind.
     *
     * @param check throws what the test framework throws
     */
    public Refusal<S, E> thenState(Consumer<? super S> check) {
        if (state == null) {
            throw new AssertionError("Expected a state, but nothing was made.");
        }
        check.accept(state);
        return this;
    }
}
