package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Evolution;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Gets decision models from the events that they depend on.
 *
 * <p>Each call returns objects of its own, as they are at the head of the log. May be shared
 * between threads. Every method throws what reading throws: {@link
 * org.annals.persistence.UnreadableEventException}, {@link
 * org.annals.persistence.UnknownEventTypeException}, {@link
 * org.annals.persistence.RecorderUnavailableException}.
 */
public final class DcbRepository {
    // As many as a query has unless a recorder is told otherwise.
    private static final int MOST_ITEMS = 100;

    private final LogReading reading;
    private final Conflicts conflicts = new Conflicts();

    /** Makes the repository of what is kept in an event store. */
    public DcbRepository(EventStore events) {
        this.reading = new LogReading(requireNonNull(events, "events"));
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
        var many = new Many();
        List<O> objects = ids.stream().map(id -> many.add(type, id)).toList();
        many.read(0);
        return objects.stream().map(DcbRepository::existing).toList();
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
        var many = new Many();
        A a = many.add(typeA, idA);
        B b = many.add(typeB, idB);
        many.read(0);
        return many.grouped(constructor.apply(existing(a), existing(b)));
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
        var many = new Many();
        List<O> objects = ids.stream().map(id -> many.add(type, id)).toList();
        many.read(0);
        return many.grouped(
                constructor.apply(objects.stream().map(DcbRepository::existing).toList()));
    }

    private static <O extends EnduringObject<?>> Optional<O> existing(O object) {
        return object.exists() ? Optional.of(object) : Optional.empty();
    }

    /**
     * Brings enduring objects up to the head of the log, by what was recorded since they were read.
     *
     * @throws IllegalStateException if one has something that is not saved: it would come before
     *     what is read
     */
    public void advance(EnduringObject<?>... objects) {
        var many = new Many();
        for (EnduringObject<?> each : objects) {
            if (each.isAhead()) {
                throw new IllegalStateException(
                        "%s has events that are not saved. Save them, or get it again and leave these."
                                .formatted(each));
            }
            many.add(each);
        }
        many.read(Arrays.stream(objects).mapToLong(EnduringObject::position).min().orElse(0));
    }

    /**
     * Brings a decision model up to the head of the log and returns it. May be repeated: it reads
     * only what was recorded since.
     *
     * @throws IllegalStateException if it is a slice, and what it has decided is recorded
     * @throws IllegalArgumentException if a class of its boundary is not registered
     */
    public <M extends DecisionModel<?>> M evaluate(M model) {
        if (model instanceof Slice<?> slice) {
            slice.requireOpen();
        }
        Boundary boundary = model.readBoundary();
        if (!boundary.isNone()) {
            Query query = boundary.toQuery(types());
            model.readUpTo(reading.read(query, model.position(), model::fold));
        }
        return model;
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
            return new Bounded<>(evolution, null, 0, evolution.initial(), Pending.none());
        }
        Query query = boundary.toQuery(types());
        var fold = new Fold<>(evolution);
        long position = reading.read(query, 0, fold::take);
        return new Bounded<>(evolution, query, position, fold.state, Pending.none());
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

    private static final class Fold<S, E> {
        private final Evolution<S, E> evolution;
        private S state;

        Fold(Evolution<S, E> evolution) {
            this.evolution = evolution;
            this.state = evolution.initial();
        }

        // An evolution does not tell its events: a wrong pair fails in its own function.
        @SuppressWarnings("unchecked")
        void take(Recording recording) {
            state = Applying.evolved(evolution, state, (DomainEvent<E>) recording.domainEvent());
        }
    }

    /** Several objects that are read at once. */
    private final class Many {
        private final Map<EventTag, EnduringObject<?>> objects = new LinkedHashMap<>();

        <O extends EnduringObject<?>> O add(EnduringType<O> type, String id) {
            EnduringObject<?> object =
                    objects.computeIfAbsent(type.tagOf(id), tag -> type.blank(id));
            return type.objectClass().cast(object);
        }

        void add(EnduringObject<?> object) {
            objects.put(object.tag(), object);
        }

        /** Reads them all as of the same position, some at a time. */
        void read(long after) {
            List<EventTag> tags = List.copyOf(objects.keySet());
            LogSelection selection = LogSelection.all().after(after);
            for (int from = 0; from < tags.size(); from += MOST_ITEMS) {
                int to = Math.min(tags.size(), from + MOST_ITEMS);
                Set<EventTag> some = new LinkedHashSet<>(tags.subList(from, to));
                long head =
                        reading.read(selection.matching(anyOf(some)), each -> replay(each, some));
                selection = selection.upTo(head);
            }
            long head = selection.upTo();
            objects.values().forEach(each -> each.readUpTo(head));
        }

        private Query anyOf(Set<EventTag> tags) {
            Set<QueryItem> items = new HashSet<>();
            tags.forEach(tag -> items.add(QueryItem.ofTags(tag)));
            return new Query(items);
        }

        private void replay(Recording recording, Set<EventTag> asked) {
            for (EventTag tag : LogReading.tags(recording.domainEvent())) {
                EnduringObject<?> object = asked.contains(tag) ? objects.get(tag) : null;
                if (object != null && recording.position() > object.position()) {
                    object.replay(recording);
                }
            }
        }

        <G extends Group<?>> G grouped(G group) {
            Set<EventTag> missing = new LinkedHashSet<>(objects.keySet());
            group.members().forEach(each -> missing.remove(each.tag()));
            long head = objects.values().iterator().next().position();
            group.without(missing, head);
            return group;
        }
    }
}
