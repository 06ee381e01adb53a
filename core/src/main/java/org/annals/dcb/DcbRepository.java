package org.annals.dcb;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElseGet;

import org.annals.dcb.ModelMemory.Progress;
import org.annals.domain.Evolution;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Gets decision models from the events that they depend on.
 *
 * <p>Each call returns objects of its own, as they are at the head of the log. May be shared
 * between threads. Every method throws what reading throws: {@link
 * org.annals.persistence.UnreadableEventException}, {@link
 * org.annals.persistence.UnknownEventTypeException}, {@link
 * org.annals.persistence.TagsUnfinishedException}, {@link
 * org.annals.persistence.RecorderUnavailableException}.
 */
public final class DcbRepository {
    private final LogReading reading;
    private final ModelMemory memory;
    private final Conflicts conflicts = new Conflicts();

    /** Makes the repository of what is kept in an event store, which is read anew each time. */
    public DcbRepository(EventStore events) {
        this(events, ModelMemory.none());
    }

    /** Makes the repository of what is kept in an event store, which need not all be read. */
    public DcbRepository(EventStore events, ModelMemory memory) {
        this.reading = new LogReading(requireNonNull(events, "events"));
        this.memory = requireNonNull(memory, "memory");
    }

    /**
     * Returns an enduring object.
     *
     * @throws EnduringObjectNotFoundException if no event with its tag creates it
     */
    public <O extends EnduringObject<?>> O get(EnduringType<O> type, String id) {
        return find(type, id)
                .orElseThrow(
                        () ->
                                new EnduringObjectNotFoundException(
                                        type.objectClass(), type.tagOf(id)));
    }

    /** Returns an enduring object, or empty if no event with its tag creates it. */
    public <O extends EnduringObject<?>> Optional<O> find(EnduringType<O> type, String id) {
        return getMany(type, List.of(id)).getFirst();
    }

    /** Returns the enduring objects of these ids, as the other method does. */
    public <O extends EnduringObject<?>> List<Optional<O>> getMany(
            EnduringType<O> type, String... ids) {
        return getMany(type, Arrays.asList(ids));
    }

    /**
     * Returns the enduring objects of these ids, in this order, all as of the same position: empty
     * where there is none, and one object for an id that is there twice.
     */
    public <O extends EnduringObject<?>> List<Optional<O>> getMany(
            EnduringType<O> type, Collection<String> ids) {
        var together = new JointReading(reading, memory);
        List<Sought<O>> sought = ids.stream().map(id -> together.add(type, id)).toList();
        together.read();
        return sought.stream().map(Sought::found).toList();
    }

    /**
     * Returns a group of two, both as of the same position.
     *
     * @param constructor is given what is there of the members, in this order, and may refuse to go
     *     on without one
     */
    public <A extends EnduringObject<?>, B extends EnduringObject<?>, G extends Group<?>> G group(
            EnduringType<A> typeA,
            String idA,
            EnduringType<B> typeB,
            String idB,
            BiFunction<Optional<A>, Optional<B>, G> constructor) {
        var together = new JointReading(reading, memory);
        Sought<A> a = together.add(typeA, idA);
        Sought<B> b = together.add(typeB, idB);
        together.read();
        return together.grouped(constructor.apply(a.found(), b.found()));
    }

    /**
     * Returns a group of any number of one type, all as of the same position.
     *
     * @param constructor is given what is there of the members, in the order of their ids, and may
     *     refuse to go on without one
     */
    public <O extends EnduringObject<?>, G extends Group<?>> G group(
            EnduringType<O> type,
            Collection<String> ids,
            Function<List<Optional<O>>, G> constructor) {
        var together = new JointReading(reading, memory);
        List<Sought<O>> sought = ids.stream().map(id -> together.add(type, id)).toList();
        together.read();
        return together.grouped(constructor.apply(sought.stream().map(Sought::found).toList()));
    }

    /** Returns what asks for a group of any number of members, of any classes. */
    public Members members() {
        return new Members(new JointReading(reading, memory));
    }

    /**
     * Brings enduring objects up to the head of the log, by what was recorded since they were read.
     *
     * @throws IllegalStateException if one has something that is not saved: it would come before
     *     what is read
     */
    public void advance(EnduringObject<?>... objects) {
        var together = new JointReading(reading, memory);
        for (EnduringObject<?> each : objects) {
            each.requireWhole();
            if (each.isAhead()) {
                throw new IllegalStateException(
                        "%s has events that are not saved. Save them, or get it again and leave these."
                                .formatted(each));
            }
            together.add(each);
        }
        together.read();
    }

    /**
     * Brings a decision model up to the head of the log and returns it. May be repeated, also after
     * a read that failed: it reads only what was recorded since.
     *
     * @throws IllegalStateException if it is a slice, and what it has decided is recorded; or if
     *     one of its handlers has thrown before, so that its state is not whole
     * @throws IllegalArgumentException if a class of its boundary is not registered
     */
    public <M extends DecisionModel<?>> M evaluate(M model) {
        if (model instanceof Slice<?> slice) {
            slice.requireOpen();
        }
        model.requireWhole();
        Boundary boundary = model.readBoundary();
        if (!boundary.isNone()) {
            Query query = boundary.toQuery(types());
            LogSelection selection = LogSelection.all().matching(query).after(model.position());
            model.readUpTo(reading.read(selection, each -> fold(each, model)));
        }
        return model;
    }

    // The position moves with each event, so that none is folded again after a read that failed.
    private void fold(List<Recording> recordings, DecisionModel<?> model) {
        for (Recording each : recordings) {
            model.fold(each.domainEvent(), () -> reading.selecting(recordings));
        }
        recordings.forEach(each -> model.readUpTo(each.position()));
    }

    /**
     * Brings a slice up to the head of the log, lets it decide and returns it, to be saved. If its
     * save is refused it may be given again: it reads on, and decides anew.
     *
     * @throws IllegalStateException if what it has decided is recorded
     * @throws IllegalArgumentException if a class of its boundary is not registered
     * @throws RuntimeException what the slice throws; nothing is pending then
     */
    public <S extends Slice<?>> S decide(S slice) {
        evaluate(slice);
        slice.decide(conditions(slice));
        return slice;
    }

    private List<AppendCondition> conditions(DecisionModel<?> model) {
        List<AppendCondition> conditions = new ArrayList<>(2);
        Boundary forbidden = model.forbiddenBoundary();
        if (!forbidden.isNone()) {
            conditions.add(AppendCondition.failIfMatching(forbidden.toQuery(types())));
        }
        Boundary guarded = model.guardedBoundary();
        if (!guarded.isNone()) {
            conditions.add(
                    AppendCondition.failIfMatching(guarded.toQuery(types()))
                            .after(model.position()));
        }
        return List.copyOf(conditions);
    }

    /**
     * Returns what an evolution, such as a decider, makes of the events within a boundary.
     *
     * @throws IllegalArgumentException if a class of the boundary is not registered
     * @throws ClassCastException if an event is within that the evolution does not take
     */
    public <S, E> Bounded<S, E> get(Evolution<S, E> evolution, Boundary boundary) {
        requireNonNull(evolution, "evolution");
        if (boundary.isNone()) {
            return new Bounded<>(
                    evolution, null, 0, evolution.initial(), Pending.none(), null, null);
        }
        Query query = boundary.toQuery(types());
        var key = new BoundedKey<>(evolution, query, reading.events().fillingOf(query));
        return readOn(key, boundary, memory.recall(key).orElseGet(key::initial));
    }

    private <S, E> Bounded<S, E> readOn(
            BoundedKey<S, E> key, Boundary boundary, Bounded<S, E> before) {
        long begun = System.nanoTime();
        List<Recording> events = new ArrayList<>();
        long head =
                reading.read(
                        LogSelection.all().matching(key.query()).after(before.position()),
                        read ->
                                read.stream()
                                        .filter(each -> isWithin(boundary, each, read))
                                        .forEach(events::add));
        Bounded<S, E> after = before.readOn(events, head);
        if (!events.isEmpty()) {
            Duration cost = Duration.ofNanos(System.nanoTime() - begun);
            Instant since =
                    requireNonNullElseGet(
                            before.modifiedOn(), () -> events.getFirst().domainEvent().timestamp());
            memory.readOn(key, after, new Progress(before.position(), since, events, cost));
        }
        return after;
    }

    private boolean isWithin(Boundary boundary, Recording recording, List<Recording> read) {
        Object event = recording.domainEvent().event();
        return boundary.covers(event, () -> reading.selecting(read));
    }

    /** Counts a save that was refused by a condition of what was decided. */
    public void conflicted(Decided decided, FailIfMatching condition) {
        conflicts.add(decided.decidedBy(), condition.query());
    }

    /**
     * Returns how many saves were refused since this repository was made, by who decided and on
     * what kind of boundary, the most frequent first. Saves of what depends on a thousand different
     * kinds are counted apart, and all others together.
     */
    public List<ConflictCount> conflicts() {
        return conflicts.counts();
    }

    private EventTypes types() {
        return reading.events().mapper().types();
    }
}
