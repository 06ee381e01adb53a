package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of a command: events and a state.
 *
 * <p>Expectations can be chained. One that is not met throws an {@link AssertionError} that shows
 * what was expected and what is. For one thread.
 *
 * @param <S> the aggregate, or the state of the decider
 * @param <E> the events
 */
public final class Consequence<S, E> {
    private final List<DomainEvent<E>> events;
    private final S state;

    Consequence(List<DomainEvent<E>> events, S state) {
        this.events = events;
        this.state = state;
    }

    /** Expects no events: the empty list of them. */
    public Consequence<S, E> then() {
        return thenNothing();
    }

    /** Expects these events, in this order, with whatever tags. */
    @SafeVarargs
    public final Consequence<S, E> then(E... expected) {
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
        List<TaggedEvent<? extends E>> all = new ArrayList<>(expected.length);
        for (TaggedEvent<? extends E> each : expected) {
            all.add(requireNonNull(each, "expected"));
        }
        EventDifference.requireSameWithTags(all, events);
        return this;
    }

    /** Expects no events. */
    public Consequence<S, E> thenNothing() {
        EventDifference.requireSame(List.of(), events);
        return this;
    }

    /**
     * Checks the state after the events, folded from what was read back.
     *
     * @param check throws what the test framework throws
     */
    public Consequence<S, E> thenState(Consumer<? super S> check) {
        check.accept(state);
        return this;
    }
}
