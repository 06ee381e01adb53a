package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of a command: events, a state, or an exception.
 *
 * <p>Expectations can be chained. One that is not met throws an {@link AssertionError} that shows
 * what was expected and what is. An exception of the domain's passes through unchanged where it was
 * not expected. For one thread.
 *
 * @param <S> the aggregate, or the state of the decider
 * @param <E> the events
 */
public final class Consequence<S, E> {
    private final List<DomainEvent<E>> events;
    private final @Nullable S state;
    private final @Nullable RuntimeException thrown;

    private Consequence(
            List<DomainEvent<E>> events, @Nullable S state, @Nullable RuntimeException thrown) {
        this.events = events;
        this.state = state;
        this.thrown = thrown;
    }

    static <S, E> Consequence<S, E> ofEvents(List<DomainEvent<E>> events, S state) {
        return new Consequence<>(events, state, null);
    }

    static <S, E> Consequence<S, E> ofException(
            RuntimeException thrown, @Nullable S state, List<DomainEvent<E>> events) {
        return new Consequence<>(events, state, thrown);
    }

    /** Expects these events, in this order, with whatever tags. */
    @SafeVarargs
    public final Consequence<S, E> then(E... expected) {
        requireNothingThrown();
        List<E> all = new ArrayList<>(expected.length);
        for (E each : expected) {
            all.add(requireNonNull(each, "expected"));
        }
        EventDifference.requireSame(all, events);
        return this;
    }

    /** Expects these events, in this order, with exactly these tags. */
    @SafeVarargs
    public final Consequence<S, E> then(TaggedEvent<? extends E>... expected) {
        requireNothingThrown();
        List<TaggedEvent<? extends E>> all = new ArrayList<>(expected.length);
        for (TaggedEvent<? extends E> each : expected) {
            all.add(requireNonNull(each, "expected"));
        }
        EventDifference.requireSameWithTags(all, events);
        return this;
    }

    /** Expects no events. */
    public Consequence<S, E> thenNothing() {
        requireNothingThrown();
        EventDifference.requireSame(List.of(), events);
        return this;
    }

    /**
     * Checks the state after the events, folded from what was read back; where an exception was
     * expected, the state that the command left behind.
     *
     * @param check throws what the test framework throws
     */
    public Consequence<S, E> thenState(Consumer<? super S> check) {
        requireNothingThrown();
        if (state == null) {
            throw new AssertionError("Expected a state, but nothing was made.");
        }
        check.accept(state);
        return this;
    }

    /** Expects an exception of this type. */
    public <X extends RuntimeException> Consequence<S, E> thenThrows(Class<X> expected) {
        return thenThrows(expected, exception -> {});
    }

    /**
     * Expects an exception of this type, and checks it.
     *
     * @param check throws what the test framework throws
     */
    public <X extends RuntimeException> Consequence<S, E> thenThrows(
            Class<X> expected, Consumer<? super X> check) {
        requireNonNull(expected, "expected");
        if (thrown == null) {
            throw new AssertionError(
                    "Expected %s to be thrown, but nothing was.%n%s"
                            .formatted(
                                    expected.getName(), EventDifference.listed("actual", events)));
        }
        if (!expected.isInstance(thrown)) {
            throw new AssertionError(
                    "Expected %s to be thrown, but it was %s."
                            .formatted(expected.getName(), thrown),
                    thrown);
        }
        check.accept(expected.cast(thrown));
        return new Consequence<>(events, state, null);
    }

    private void requireNothingThrown() {
        if (thrown != null) {
            throw thrown;
        }
    }
}
