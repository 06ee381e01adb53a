package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.domain.IdSource;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an aggregate has gone through, and where. Immutable; every step is a new value.
 *
 * <p>Unless something else is said there is a log in memory, the transcoder that is on the path,
 * the time 2000-01-01T00:00:00Z and ids that count. If the type has a state, each consequence is
 * also reached from a snapshot at every version: an {@link AssertionError} tells if that makes
 * another state.
 *
 * @param <A> the aggregate
 * @param <E> its events
 */
public final class AggregateScenario<A extends Aggregate<E>, E> {
    private final AggregateType<A> type;
    private final Setting setting;
    private final List<E> givens;

    AggregateScenario(AggregateType<A> type, Setting setting) {
        this(requireNonNull(type, "type"), setting, List.of());
    }

    private AggregateScenario(AggregateType<A> type, Setting setting, List<E> givens) {
        this.type = type;
        this.setting = setting;
        this.givens = givens;
    }

    /** Returns this scenario with another transcoder. */
    public AggregateScenario<A, E> using(Transcoder transcoder) {
        return new AggregateScenario<>(type, setting.using(transcoder), givens);
    }

    /**
     * Returns this scenario on a recorder of the caller's, which stays open. Scenarios may share
     * one, if nothing else writes to it meanwhile.
     */
    public AggregateScenario<A, E> against(Recorder recorder) {
        return new AggregateScenario<>(type, setting.against(recorder), givens);
    }

    /** Returns this scenario at the time of a clock. */
    public AggregateScenario<A, E> at(InstantSource clock) {
        return new AggregateScenario<>(type, setting.at(clock), givens);
    }

    /** Returns this scenario with another source of ids. */
    public AggregateScenario<A, E> withIds(IdSource ids) {
        return new AggregateScenario<>(type, setting.withIds(ids), givens);
    }

    /** Returns this scenario with more events in the aggregate's past, in order. */
    @SafeVarargs
    public final AggregateScenario<A, E> given(E... events) {
        List<E> all = new ArrayList<>(givens);
        for (E event : events) {
            all.add(requireNonNull(event, "event"));
        }
        return new AggregateScenario<>(type, setting, List.copyOf(all));
    }

    /**
     * Runs a command of the aggregate, and returns what came of it.
     *
     * @throws RuntimeException what the command throws, unchanged; or if something given cannot be
     *     stored, read back or applied
     */
    public Consequence<A, E> when(Consumer<? super A> command) {
        requireNonNull(command, "command");
        try (var rehearsal = new Rehearsal<E>(types(), setting)) {
            List<DomainEvent<E>> past = rehearsal.past(rehearsal.newId(), givens);
            A aggregate = type.fold(past);
            rehearsal.run(() -> command.accept(aggregate));
            return consequence(rehearsal, past, aggregate);
        }
    }

    /**
     * Runs a command of the aggregate that should be refused, and returns what came of it.
     *
     * @throws AssertionError if the command throws nothing
     * @throws RuntimeException if something given cannot be stored, read back or applied
     */
    public Refusal<A, E> whenRefused(Consumer<? super A> command) {
        requireNonNull(command, "command");
        try (var rehearsal = new Rehearsal<E>(types(), setting)) {
            A aggregate = type.fold(rehearsal.past(rehearsal.newId(), givens));
            try {
                rehearsal.run(() -> command.accept(aggregate));
            } catch (RuntimeException e) {
                return new Refusal<>(e, aggregate, aggregate.pendingEvents());
            }
            throw Refusal.missing(aggregate.pendingEvents());
        }
    }

    /**
     * Makes an aggregate, and returns what came of it.
     *
     * @throws IllegalStateException if anything is given: what is made has no past
     * @throws RuntimeException what the creation throws, unchanged
     */
    public Consequence<A, E> when(Supplier<? extends A> creation) {
        requireNonNull(creation, "creation");
        requireNoPast();
        try (var rehearsal = new Rehearsal<E>(types(), setting)) {
            return consequence(rehearsal, List.of(), made(creation, rehearsal));
        }
    }

    /**
     * Makes an aggregate, which should be refused, and returns what came of it.
     *
     * @throws AssertionError if the creation throws nothing
     * @throws IllegalStateException if anything is given: what is made has no past
     */
    public Refusal<A, E> whenRefused(Supplier<? extends A> creation) {
        requireNonNull(creation, "creation");
        requireNoPast();
        try (var rehearsal = new Rehearsal<E>(types(), setting)) {
            A made;
            try {
                made = made(creation, rehearsal);
            } catch (RuntimeException e) {
                return new Refusal<>(e, null, List.of());
            }
            throw Refusal.missing(made.pendingEvents());
        }
    }

    private void requireNoPast() {
        if (!givens.isEmpty()) {
            throw new IllegalStateException(
                    "An aggregate that is made has no past, but it is given %s. Leave them out, or run a command of the aggregate."
                            .formatted(EventDifference.counted(givens.size())));
        }
    }

    private A made(Supplier<? extends A> creation, Rehearsal<E> rehearsal) {
        return rehearsal.call(() -> requireNonNull(creation.get(), "creation"));
    }

    private Consequence<A, E> consequence(
            Rehearsal<E> rehearsal, List<DomainEvent<E>> past, A aggregate) {
        List<DomainEvent<E>> events = rehearsal.recorded(aggregate.pendingEvents());
        List<DomainEvent<E>> all = new ArrayList<>(past);
        all.addAll(events);
        type.stateClass().ifPresent(stateClass -> requireSnapshots(stateClass, all));
        return new Consequence<>(events, type.fold(all));
    }

    private void requireSnapshots(Class<?> stateClass, List<DomainEvent<E>> all) {
        new SnapshotCheck(stateClass, setting.usedTranscoder())
                .require(
                        all.size(),
                        version -> type.snapshot(type.fold(all.subList(0, version))),
                        (snapshot, version) -> {
                            A aggregate = type.restore(snapshot);
                            all.subList(version, all.size())
                                    .forEach(event -> type.replay(aggregate, event));
                            return type.snapshot(aggregate);
                        });
    }

    private EventTypes types() {
        return EventTypes.of(List.of(type));
    }
}
