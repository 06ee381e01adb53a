package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.dcb.Boundary;
import org.annals.dcb.Bounded;
import org.annals.dcb.DcbRepository;
import org.annals.dcb.Decided;
import org.annals.dcb.QuerySlice;
import org.annals.dcb.Slice;
import org.annals.domain.Decider;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.IdSource;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transcoder;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a decision over a boundary depends on, and where. Immutable; every step is a new value.
 *
 * {@snippet class="org.annals.testkit.scenario.DecisionScenarioTest" region="slice"}
 *
 * <p>What is given must be within the boundary of what decides, so a scenario fails whose decision
 * does not depend on it. What looks like a mistake in a boundary is logged as a warning: a part
 * without tags, or a decision for something that does not conflict with itself.
 *
 * <p>Unless something else is said there is a log in memory, the transcoder that is on the path,
 * the time 2000-01-01T00:00:00Z and ids that count.
 *
 * @param <E> the events
 */
public final class DecisionScenario<E> {
    private static final System.Logger LOG = System.getLogger(DecisionScenario.class.getName());

    private final EventTypes types;
    private final Setting setting;
    private final Consumer<String> doubts;
    private final List<Given<E>> givens;

    /** An event of the past, and whether the boundary is to select it. */
    private record Given<E>(E event, List<EventTag> tags, Place place) {
        DomainEvent<E> envelope() {
            return DomainEvent.of(event, EventDetails.tagged(tags.toArray(EventTag[]::new)));
        }
    }

    private enum Place {
        WITHIN,
        BESIDE
    }

    DecisionScenario(EventTypes types, Setting setting) {
        this(types, setting, doubt -> LOG.log(Level.WARNING, doubt), List.of());
    }

    private DecisionScenario(
            EventTypes types, Setting setting, Consumer<String> doubts, List<Given<E>> givens) {
        this.types = types;
        this.setting = setting;
        this.doubts = doubts;
        this.givens = givens;
    }

    private DecisionScenario<E> in(Setting other) {
        return new DecisionScenario<>(types, other, doubts, givens);
    }

    /** Returns this scenario, which fails with an {@link AssertionError} where others warn. */
    public DecisionScenario<E> strict() {
        return new DecisionScenario<>(
                types,
                setting,
                doubt -> {
                    throw new AssertionError(doubt);
                },
                givens);
    }

    /** Returns this scenario with another transcoder. */
    public DecisionScenario<E> using(Transcoder transcoder) {
        return in(setting.using(transcoder));
    }

    /**
     * Returns this scenario on a recorder of the caller's, which stays open. What it has already
     * counts for the decision too.
     */
    public DecisionScenario<E> against(Recorder recorder) {
        return in(setting.against(recorder));
    }

    /** Returns this scenario at the time of a clock. */
    public DecisionScenario<E> at(InstantSource clock) {
        return in(setting.at(clock));
    }

    /** Returns this scenario with another source of ids. */
    public DecisionScenario<E> withIds(IdSource ids) {
        return in(setting.withIds(ids));
    }

    /** Returns this scenario with more events in the past, in order, with their own tags. */
    @SafeVarargs
    public final DecisionScenario<E> given(E... events) {
        DecisionScenario<E> all = this;
        for (E event : events) {
            all = all.with(new Given<>(requireNonNull(event, "event"), List.of(), Place.WITHIN));
        }
        return all;
    }

    /**
     * Returns this scenario with more events in the past, in order, with these tags and their own.
     */
    @SafeVarargs
    public final DecisionScenario<E> given(TaggedEvent<? extends E>... events) {
        DecisionScenario<E> all = this;
        for (TaggedEvent<? extends E> each : events) {
            all = all.with(new Given<>(each.event(), each.tags(), Place.WITHIN));
        }
        return all;
    }

    /**
     * Returns this scenario with more events in the past on which the decision does not depend: it
     * fails if the boundary selects one.
     */
    @SafeVarargs
    public final DecisionScenario<E> amid(E... events) {
        DecisionScenario<E> all = this;
        for (E event : events) {
            all = all.with(new Given<>(requireNonNull(event, "event"), List.of(), Place.BESIDE));
        }
        return all;
    }

    private DecisionScenario<E> with(Given<E> given) {
        List<Given<E>> all = new ArrayList<>(givens);
        all.add(given);
        return new DecisionScenario<>(types, setting, doubts, List.copyOf(all));
    }

    /**
     * Lets a slice decide and records that, and returns what came of it, the slice as state.
     *
     * @throws AssertionError if its boundary does not select what is given
     * @throws RuntimeException what the slice throws, or its save, unchanged
     */
    public <S extends Slice<? extends E>> Consequence<S, E> when(S slice) {
        return when(new Deciding.OfSlice<>(slice), Function.identity());
    }

    /**
     * Gets an enduring object or a group, commands and saves it, and returns what came of it.
     *
     * @throws AssertionError if it does not depend on what is given
     * @throws RuntimeException what getting it, the command or the save throws, unchanged
     */
    public <D extends Decided> Consequence<D, E> when(
            Function<? super DcbRepository, ? extends D> got, Consumer<? super D> command) {
        return when(new Deciding.OfObject<D>(got, command), Function.identity());
    }

    /**
     * Makes an enduring object and saves it, and returns what came of it.
     *
     * @throws AssertionError if it does not depend on what is given
     * @throws RuntimeException what making or saving it throws, unchanged
     */
    public <D extends Decided> Consequence<D, E> whenMade(Supplier<? extends D> made) {
        return when(new Deciding.OfObject<D>(decisions -> made.get(), object -> {}), it -> it);
    }

    /**
     * Decides on a command over a boundary, and returns what came of it.
     *
     * @throws AssertionError if the boundary does not select what is given
     * @throws RuntimeException what the decider throws, unchanged
     */
    public <C, S> Consequence<S, E> when(Decider<C, S, E> decider, Boundary within, C command) {
        return when(new Deciding.OfDecider<>(decider, within, command), Bounded::state);
    }

    /**
     * Asks a question, and returns the answer as the state.
     *
     * @throws AssertionError if its boundary does not select what is given
     */
    public <Q extends QuerySlice<? extends E>> Consequence<Q, E> whenAsked(Q question) {
        try (var rehearsal = new Rehearsal<E>(types, setting)) {
            recordPast(rehearsal);
            check(rehearsal, new Selected(Deciding.OfSlice.of(question, types)));
            return new Consequence<>(List.of(), rehearsal.decisions().evaluate(question));
        }
    }

    private <D extends Decided, S> Consequence<S, E> when(
            Deciding<D> deciding, Function<? super D, ? extends S> state) {
        try (var rehearsal = new Rehearsal<E>(types, setting)) {
            var run = new Run<>(rehearsal, deciding);
            recordPast(rehearsal);
            run.begin();
            List<DomainEvent<E>> events = rehearsal.call(run::decideAndSave);
            return new Consequence<>(events, state.apply(run.decided()));
        }
    }

    /**
     * Lets a slice decide that should be refused, by itself or when it is saved, and returns what
     * came of it.
     *
     * @throws AssertionError if nothing is refused, or its boundary does not select what is given
     */
    public <S extends Slice<? extends E>> Refusal<S, E> whenRefused(S slice) {
        return whenRefused(new Deciding.OfSlice<>(slice), Function.identity());
    }

    /**
     * Gives a command to an enduring object or a group that should be refused, and returns what
     * came of it.
     *
     * @throws AssertionError if nothing is refused, or it does not depend on what is given
     */
    public <D extends Decided> Refusal<D, E> whenRefused(
            Function<? super DcbRepository, ? extends D> got, Consumer<? super D> command) {
        return whenRefused(new Deciding.OfObject<D>(got, command), Function.identity());
    }

    /**
     * Decides on a command over a boundary that should be refused, and returns what came of it.
     *
     * @throws AssertionError if nothing is refused, or the boundary does not select what is given
     */
    public <C, S> Refusal<S, E> whenRefused(Decider<C, S, E> decider, Boundary within, C command) {
        return whenRefused(new Deciding.OfDecider<>(decider, within, command), Bounded::state);
    }

    private <D extends Decided, S> Refusal<S, E> whenRefused(
            Deciding<D> deciding, Function<? super D, ? extends S> state) {
        try (var rehearsal = new Rehearsal<E>(types, setting)) {
            var run = new Run<>(rehearsal, deciding);
            recordPast(rehearsal);
            List<DomainEvent<E>> events;
            try {
                run.begin();
                events = rehearsal.call(run::decideAndSave);
            } catch (RuntimeException e) {
                return new Refusal<>(
                        e, run.hasBegun() ? state.apply(run.decided()) : null, List.of());
            }
            throw Refusal.missing(events);
        }
    }

    /**
     * Lets slices decide at once, each before any of the others is recorded, and then records them
     * one after the other; where a log of its own is used, in each order in which they could come.
     * A slice that was refused decides anew and is recorded then.
     *
     * {@snippet class="org.annals.testkit.scenario.DecisionScenarioTest" region="concurrently"}
     *
     * @param slices make one each time, two to four
     * @throws AssertionError if none of their boundaries selects what is given
     * @throws IllegalArgumentException if there are fewer than two or more than four
     */
    @SafeVarargs
    public final RaceConsequence whenConcurrently(
            Supplier<? extends Slice<? extends E>>... slices) {
        List<Supplier<? extends Slice<? extends E>>> made = new ArrayList<>();
        for (Supplier<? extends Slice<? extends E>> each : slices) {
            made.add(requireNonNull(each, "slice"));
        }
        List<List<Integer>> orders = Race.orders(made.size());
        List<Race.Course> courses = new ArrayList<>();
        for (List<Integer> order : setting.recorder() == null ? orders : orders.subList(0, 1)) {
            try (var rehearsal = new Rehearsal<E>(types, setting)) {
                courses.add(course(rehearsal, order, made));
            }
        }
        return new RaceConsequence(courses);
    }

    private Race.Course course(
            Rehearsal<E> rehearsal,
            List<Integer> order,
            List<? extends Supplier<? extends Slice<? extends E>>> made) {
        List<Slice<? extends E>> slices = new ArrayList<>();
        order.forEach(number -> slices.add(made.get(number).get()));
        List<Query> boundary = new ArrayList<>();
        slices.forEach(each -> boundary.addAll(Deciding.OfSlice.of(each, types)));
        recordPast(rehearsal);
        check(rehearsal, new Selected(boundary));
        return rehearsal.call(() -> Race.run(slices, rehearsal));
    }

    private void recordPast(Rehearsal<E> rehearsal) {
        List<DomainEvent<E>> past =
                rehearsal.call(() -> givens.stream().map(Given::envelope).toList());
        past.forEach(event -> rehearsal.recorded(List.of(event), List.of()));
    }

    private void check(Rehearsal<E> rehearsal, Selected selected) {
        for (Given<E> each : givens) {
            var stored = rehearsal.stored(rehearsal.call(each::envelope));
            switch (each.place()) {
                case WITHIN -> selected.requireWithin(stored, each.event());
                case BESIDE -> selected.requireBeside(stored, each.event());
            }
        }
    }

    /** One decision. */
    private final class Run<D extends Decided> {
        private final Rehearsal<E> rehearsal;
        private final Deciding<D> deciding;
        private @Nullable D decided;
        private Selected selected = new Selected(List.of());

        Run(Rehearsal<E> rehearsal, Deciding<D> deciding) {
            this.rehearsal = rehearsal;
            this.deciding = deciding;
        }

        /** Reads, and checks what was given. */
        void begin() {
            D read = rehearsal.call(() -> deciding.read(rehearsal.decisions()));
            decided = read;
            selected = new Selected(deciding.boundary(read, types));
            check(rehearsal, selected);
        }

        boolean hasBegun() {
            return decided != null;
        }

        D decided() {
            return requireNonNull(decided, "decided");
        }

        List<DomainEvent<E>> decideAndSave() {
            D done = deciding.decide(decided(), rehearsal.decisions());
            decided = done;
            List<? extends DomainEvent<?>> triggered = done.pending().events();
            selected.doubts(
                            done.conditions(),
                            triggered,
                            triggered.stream().map(rehearsal::stored).toList())
                    .forEach(doubts);
            return rehearsal.recorded(triggered, done.conditions());
        }
    }
}
