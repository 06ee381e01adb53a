package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Decider;
import org.annals.domain.DomainEvent;
import org.annals.domain.Evolved;
import org.annals.domain.IdSource;
import org.annals.domain.Snapshot;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the state of a decider follows from, and where. Immutable; every step is a new value.
 *
 * <p>Unless something else is said there is a log in memory, the transcoder that is on the path,
 * the time 2000-01-01T00:00:00Z and ids that count.
 *
 * @param <C> the commands
 * @param <S> the state
 * @param <E> the events
 */
public final class DeciderScenario<C, S, E> {
    private final Decider<C, S, E> decider;
    private final EventTypes types;
    private final Setting setting;
    private final @Nullable Class<S> stateClass;
    private final List<E> givens;

    DeciderScenario(Decider<C, S, E> decider, EventTypes types, Setting setting) {
        this(requireNonNull(decider, "decider"), types, setting, null, List.of());
    }

    private DeciderScenario(
            Decider<C, S, E> decider,
            EventTypes types,
            Setting setting,
            @Nullable Class<S> stateClass,
            List<E> givens) {
        this.decider = decider;
        this.types = types;
        this.setting = setting;
        this.stateClass = stateClass;
        this.givens = givens;
    }

    private DeciderScenario<C, S, E> in(Setting other) {
        return new DeciderScenario<>(decider, types, other, stateClass, givens);
    }

    /**
     * Returns this scenario with snapshots: each consequence is also reached from one at every
     * version, and an {@link AssertionError} tells if that makes another state.
     */
    public DeciderScenario<C, S, E> withState(Class<S> stateClass) {
        return new DeciderScenario<>(
                decider, types, setting, requireNonNull(stateClass, "stateClass"), givens);
    }

    /** Returns this scenario with another transcoder. */
    public DeciderScenario<C, S, E> using(Transcoder transcoder) {
        return in(setting.using(transcoder));
    }

    /**
     * Returns this scenario on a recorder of the caller's, which stays open. Scenarios may share
     * one, if nothing else writes to it meanwhile.
     */
    public DeciderScenario<C, S, E> against(Recorder recorder) {
        return in(setting.against(recorder));
    }

    /** Returns this scenario at the time of a clock. */
    public DeciderScenario<C, S, E> at(InstantSource clock) {
        return in(setting.at(clock));
    }

    /** Returns this scenario with another source of ids. */
    public DeciderScenario<C, S, E> withIds(IdSource ids) {
        return in(setting.withIds(ids));
    }

    /** Returns this scenario with more events in the past, in order. */
    @SafeVarargs
    public final DeciderScenario<C, S, E> given(E... events) {
        List<E> all = new ArrayList<>(givens);
        for (E event : events) {
            all.add(requireNonNull(event, "event"));
        }
        return new DeciderScenario<>(decider, types, setting, stateClass, List.copyOf(all));
    }

    /**
     * Decides on a command, and returns what came of it.
     *
     * @throws RuntimeException what the decider throws, unchanged; or if something given cannot be
     *     stored, read back or evolved
     */
    public Consequence<S, E> when(C command) {
        requireNonNull(command, "command");
        try (var rehearsal = new Rehearsal<E>(types, setting)) {
            Evolved<S, E> initial = Evolved.initial(rehearsal.newId(), decider);
            List<DomainEvent<E>> all = new ArrayList<>(rehearsal.past(initial.id(), givens));
            Evolved<S, E> before = replayed(initial, all);
            List<DomainEvent<E>> events = rehearsal.recorded(decided(command, before, rehearsal));
            all.addAll(events);
            if (stateClass != null) {
                requireSnapshots(stateClass, initial, all);
            }
            return new Consequence<>(events, replayed(before, events).state());
        }
    }

    /**
     * Decides on a command that should be refused, and returns what came of it.
     *
     * @throws AssertionError if the decider throws nothing
     * @throws RuntimeException if something given cannot be stored, read back or evolved
     */
    public Refusal<S, E> whenRefused(C command) {
        requireNonNull(command, "command");
        try (var rehearsal = new Rehearsal<E>(types, setting)) {
            Evolved<S, E> before = before(rehearsal);
            List<DomainEvent<E>> decided;
            try {
                decided = decided(command, before, rehearsal);
            } catch (RuntimeException e) {
                return new Refusal<>(e, before.state(), List.of());
            }
            throw Refusal.missing(decided);
        }
    }

    private void requireSnapshots(
            Class<S> stateClass, Evolved<S, E> initial, List<DomainEvent<E>> all) {
        new SnapshotCheck(stateClass, setting.usedTranscoder())
                .require(
                        all.size(),
                        version -> snapshot(replayed(initial, all.subList(0, version)), all),
                        (kept, version) -> {
                            S state = stateClass.cast(kept.state());
                            var restored =
                                    Evolved.restored(
                                            new Snapshot<>(
                                                    kept.subject(),
                                                    kept.version(),
                                                    kept.createdOn(),
                                                    kept.modifiedOn(),
                                                    state),
                                            decider);
                            return snapshot(
                                    replayed(restored, all.subList(version, all.size())), all);
                        });
    }

    private Snapshot<?> snapshot(Evolved<S, E> aggregate, List<DomainEvent<E>> all) {
        return new Snapshot<>(
                aggregate.id(),
                aggregate.version(),
                all.getFirst().timestamp(),
                all.getLast().timestamp(),
                aggregate.state());
    }

    private Evolved<S, E> before(Rehearsal<E> rehearsal) {
        Evolved<S, E> initial = Evolved.initial(rehearsal.newId(), decider);
        return replayed(initial, rehearsal.past(initial.id(), givens));
    }

    private List<DomainEvent<E>> decided(C command, Evolved<S, E> before, Rehearsal<E> rehearsal) {
        return rehearsal.call(
                () -> before.triggerAll(decider.decide(command, before.state())).pendingEvents());
    }

    private static <S, E> Evolved<S, E> replayed(
            Evolved<S, E> before, List<DomainEvent<E>> recorded) {
        Evolved<S, E> after = before;
        for (DomainEvent<E> event : recorded) {
            after = after.replay(event);
        }
        return after;
    }
}
