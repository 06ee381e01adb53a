package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Aggregate;
import org.annals.domain.DomainEvent;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Projector;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventStore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gets aggregates back from their events.
 *
 * <p>Each call returns an object of its own, so changing it changes nothing for anyone else. It is
 * made of the newest snapshot, if there is one, and the events after it; or, where there is a cache
 * ({@code AGGREGATE_CACHE_MAXSIZE}), of what that has and the events after it. Either way it is
 * what all its events make of it. May be shared between threads. Every method throws what reading
 * throws: {@link org.annals.persistence.UnreadableEventException}, {@link
 * org.annals.persistence.UnknownEventTypeException}, {@link
 * org.annals.persistence.RecorderUnavailableException}; a snapshot that cannot be read is reported,
 * and not used.
 */
public final class Repository {
    private final String applicationName;
    private final EventStore events;
    private final Foldings foldings;
    private final Loader loader;
    private final Loads loads;
    private final SnapshotTaker taker;
    private final LoadPolicy standard;

    Repository(
            String applicationName,
            EventStore events,
            Foldings foldings,
            Loader loader,
            Loads loads,
            SnapshotTaker taker,
            LoadPolicy standard) {
        this.applicationName = applicationName;
        this.events = events;
        this.foldings = foldings;
        this.loader = loader;
        this.loads = loads;
        this.taker = taker;
        this.standard = standard;
    }

    /**
     * Returns an aggregate as it is now.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> A get(Class<A> type, String id) {
        return get(type, id, standard);
    }

    /**
     * Returns an aggregate that is as new as is said.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> A get(Class<A> type, String id, LoadPolicy policy) {
        return find(type, id, policy).orElseThrow(() -> notFound(type.getName(), id));
    }

    /**
     * Returns an aggregate as it was at a version, or as it is now if it has not come that far.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the version is below 1, or the class is not part of the
     *     application
     */
    public <A extends Aggregate<?>> A get(Class<A> type, String id, long version) {
        requireVersion(id, version);
        return loader.load(typed(type), id, version)
                .map(Loaded::object)
                .orElseThrow(() -> notFound(type.getName(), id));
    }

    /**
     * Returns an aggregate as it is now, or empty if there is none.
     *
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> Optional<A> find(Class<A> type, String id) {
        return find(type, id, standard);
    }

    /**
     * Returns an aggregate that is as new as is said, or empty if there is none.
     *
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> Optional<A> find(Class<A> type, String id, LoadPolicy policy) {
        return loads.find(typed(type), id, requireNonNull(policy, "policy"));
    }

    /** Returns whether an aggregate has any event, reading at most one. */
    public boolean exists(String id) {
        return events.recorder()
                .readAggregate(AggregateSelection.of(id).limit(1))
                .findFirst()
                .isPresent();
    }

    /**
     * Returns the ids of all aggregates of a class, in order of creation, up to the head of the log
     * as first seen. The stream reads page by page as it is consumed, and need not be closed.
     *
     * <p>It looks at every event of the class, under any name, and decodes none. Classes that share
     * their events share their ids. An aggregate whose first event upcasters drop is not found: the
     * name of that event leads to no class.
     *
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public Stream<String> ids(Class<? extends Aggregate<?>> type) {
        return idsOf(type).stream();
    }

    /**
     * Returns some ids of aggregates of a class, in order of creation. Reading on begins after
     * {@link IdPage#scannedTo()}:
     *
     * {@snippet class="org.annals.application.AggregateIdsTest" region="pages"}
     *
     * @param after a position in the log: 0, or where the page before came to
     * @param limit at most so many ids
     * @throws IllegalArgumentException if the class is not part of the application, the position is
     *     negative or the limit below 1
     */
    public IdPage ids(Class<? extends Aggregate<?>> type, long after, int limit) {
        return idsOf(type).page(after, limit);
    }

    /**
     * Returns an immutable aggregate as it is now.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if the evolution cannot cast its events to what it takes
     */
    public <S, E> Evolved<S, E> get(Evolution<S, E> evolution, String id) {
        return get(evolution, id, standard);
    }

    /**
     * Returns an immutable aggregate that is as new as is said. Those of an evolution of which
     * there is a {@link Snapshotting} are cached; others are always current.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if the evolution cannot cast its events to what it takes
     */
    public <S, E> Evolved<S, E> get(Evolution<S, E> evolution, String id, LoadPolicy policy) {
        return found(evolution, id, policy).orElseThrow(() -> notFound("aggregate", id));
    }

    /**
     * Returns an immutable aggregate as it is now, or empty if there is none.
     *
     * @throws WrongAggregateTypeException if the evolution cannot cast its events to what it takes
     */
    public <S, E> Optional<Evolved<S, E>> find(Evolution<S, E> evolution, String id) {
        return found(evolution, id, standard);
    }

    private <S, E> Optional<Evolved<S, E>> found(
            Evolution<S, E> evolution, String id, LoadPolicy policy) {
        requireNonNull(policy, "policy");
        Optional<EvolutionFolding<S, E>> known = foldings.find(evolution);
        return known.isPresent()
                ? loads.find(known.get(), id, policy)
                : loads.findUncached(new EvolutionFolding<>(evolution, null), id);
    }

    /**
     * Returns what a projector makes of an aggregate's events.
     *
     * @throws AggregateNotFoundException if it makes nothing of them
     */
    public <S> S get(Projector<S> projector, String id) {
        return find(projector, id).orElseThrow(() -> notFound("state", id));
    }

    /**
     * Returns what a projector makes of an aggregate's events. One that folds by an evolution of
     * which there is a {@link Snapshotting} begins with its snapshots.
     */
    public <S> Optional<S> find(Projector<S> projector, String id) {
        requireNonNull(projector, "projector");
        if (projector instanceof Projector.Folding<S, ?> folding
                && foldings.find(folding.evolution()).isPresent()) {
            return find(folding.evolution(), id).map(Evolved::state);
        }
        try (Stream<DomainEvent<?>> recorded = events.get(AggregateSelection.of(id))) {
            return projector.project(recorded);
        }
    }

    /** Returns an immutable aggregate as it is now, at version 0 if there is none. */
    <S, E> Evolved<S, E> evolved(Evolution<S, E> evolution, String id) {
        return find(evolution, id).orElseGet(() -> Evolved.initial(id, evolution));
    }

    /**
     * Takes a snapshot of an aggregate as it is now, whatever its policy says, and returns the
     * version that it has. One that is there already stays.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws IllegalStateException if the application keeps no snapshots, or the type has no state
     * @throws IllegalArgumentException if the class is not part of the application, or the state is
     *     larger than {@code SNAPSHOT_MAX_BYTES}
     */
    public long takeSnapshot(Class<? extends Aggregate<?>> type, String id) {
        return takeSnapshot(type, id, Long.MAX_VALUE);
    }

    /**
     * Takes a snapshot of an aggregate as it was at a version, or as it is now if it has not come
     * that far, and returns the version that it has.
     *
     * @throws RuntimeException as the other method does
     */
    public long takeSnapshot(Class<? extends Aggregate<?>> type, String id, long version) {
        requireVersion(id, version);
        return taker.take(foldings.get(type, applicationName), id, version)
                .orElseThrow(() -> notFound(type.getName(), id));
    }

    /**
     * Takes a snapshot of an immutable aggregate as it is now, and returns the version that it has.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws IllegalStateException if there is no {@link Snapshotting} of the evolution
     */
    public long takeSnapshot(Evolution<?, ?> evolution, String id) {
        Folding<?> folding =
                foldings.find(evolution)
                        .<Folding<?>>map(known -> known)
                        .orElseGet(() -> new EvolutionFolding<>(evolution, null));
        return taker.take(folding, id, Long.MAX_VALUE).orElseThrow(() -> notFound("aggregate", id));
    }

    /** Remembers what is to be saved, so as to take the snapshots that are due afterwards. */
    Growing growing(Iterable<? extends Recordable> objects) {
        return taker.hasRules() ? Growing.of(objects, foldings) : Growing.none();
    }

    /** Makes use of a save that has committed. */
    void saved(List<Recording> recordings, Growing growing) {
        loads.saved(recordings, foldings);
        growing.in(recordings, taker);
    }

    /** Forgets what a save that has failed may have been founded on. */
    void failed(List<DomainEvent<?>> events) {
        loads.drop(events, foldings);
    }

    private AggregateIds idsOf(Class<? extends Aggregate<?>> aggregateClass) {
        return AggregateIds.of(
                typed(aggregateClass).type(), events.mapper().types(), events.recorder());
    }

    private <A extends Aggregate<?>> AggregateFolding<A> typed(Class<A> type) {
        return foldings.get(requireNonNull(type, "type"), applicationName);
    }

    private static void requireVersion(String id, long version) {
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version %d of '%s' is impossible: versions begin with 1."
                            .formatted(version, id));
        }
    }

    private static AggregateNotFoundException notFound(String what, String id) {
        return new AggregateNotFoundException(what, id);
    }
}
