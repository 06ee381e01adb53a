package org.annals.testkit.scenario;

import org.annals.domain.DomainEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What came of an event that a policy has processed. Immutable; it can be checked further. */
public final class PolicyConsequence {
    private final List<DomainEvent<?>> events;
    private final List<Instant> timers;

    /**
     * @param timers when those that are set are due, in order
     */
    PolicyConsequence(List<DomainEvent<?>> events, List<Instant> timers) {
        this.events = List.copyOf(events);
        this.timers = List.copyOf(timers);
    }

    /**
     * Requires that exactly these events were recorded, in this order.
     *
     * @throws AssertionError if not, with what was expected and what is
     */
    public PolicyConsequence then(Object... expected) {
        List<DomainEvent<Object>> actual = new ArrayList<>();
        for (DomainEvent<?> each : events) {
            actual.add(
                    new DomainEvent<>(
                            each.id(),
                            each.origin(),
                            each.tags(),
                            each.timestamp(),
                            each.metadata(),
                            each.event()));
        }
        EventDifference.requireSame(List.of(expected), actual);
        return this;
    }

    /**
     * Requires that nothing was recorded.
     *
     * @throws AssertionError if something was
     */
    public PolicyConsequence thenNothing() {
        return then();
    }

    /** Has the envelopes of what was recorded checked. */
    public PolicyConsequence thenEnvelopes(Consumer<? super List<DomainEvent<?>>> check) {
        check.accept(events);
        return this;
    }

    /**
     * Requires that exactly these timers are set, of whichever process, in this order.
     *
     * @param dueOn when they are due; of none, no timer is set
     * @throws AssertionError if not, with what was expected and what is
     */
    public PolicyConsequence thenTimers(Instant... dueOn) {
        if (!timers.equals(List.of(dueOn))) {
            throw new AssertionError(
                    "Other timers are set.%nexpected: %s%n  actual: %s"
                            .formatted(List.of(dueOn), timers));
        }
        return this;
    }
}
