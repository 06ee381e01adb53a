package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Projector;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventStore;
import org.annals.persistence.StoredEvent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gets aggregates back from their events.
 *
 * <p>Each call reads the log anew and returns an object of its own, so changing it changes nothing
 * for anyone else. May be shared between threads. Every method throws what reading throws: {@link
 * org.annals.persistence.UnreadableEventException}, {@link
 * org.annals.persistence.UnknownEventTypeException}, {@link
 * org.annals.persistence.RecorderUnavailableException}.
 */
public final class Repository {
    private static final long LONG_AGGREGATE = 10_000;

    private final String applicationName;
    private final EventStore events;
    private final Map<Class<?>, AggregateType<?>> types;
    private final NoticeListener listener;

    Repository(
            String applicationName,
            EventStore events,
            Collection<AggregateType<?>> types,
            NoticeListener listener) {
        this.applicationName = applicationName;
        this.events = events;
        this.listener = listener;
        Map<Class<?>, AggregateType<?>> byClass = new LinkedHashMap<>();
        types.forEach(type -> byClass.put(type.aggregateClass(), type));
        this.types = Map.copyOf(byClass);
    }

    /**
     * Returns an aggregate as it is now.
     *
     * @throws AggregateNotFoundException if there is none
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> A get(Class<A> type, String id) {
        return find(type, id).orElseThrow(() -> notFound(type.getName(), id));
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
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version %d of '%s' is impossible: versions begin with 1."
                            .formatted(version, id));
        }
        return folded(type, AggregateSelection.of(id).upTo(version))
                .orElseThrow(() -> notFound(type.getName(), id));
    }

    /**
     * Returns an aggregate as it is now, or empty if there is none.
     *
     * @throws WrongAggregateTypeException if it is of another class
     * @throws IllegalArgumentException if the class is not part of the application
     */
    public <A extends Aggregate<?>> Optional<A> find(Class<A> type, String id) {
        return folded(type, AggregateSelection.of(id));
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
     * their events share their ids.
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
        return find(evolution, id).orElseThrow(() -> notFound("aggregate", id));
    }

    /**
     * Returns an immutable aggregate as it is now, or empty if there is none.
     *
     * @throws WrongAggregateTypeException if the evolution cannot cast its events to what it takes
     */
    public <S, E> Optional<Evolved<S, E>> find(Evolution<S, E> evolution, String id) {
        return Optional.of(evolved(evolution, id)).filter(found -> found.version() > 0);
    }

    /**
     * Returns what a projector makes of an aggregate's events.
     *
     * @throws AggregateNotFoundException if it makes nothing of them
     */
    public <S> S get(Projector<S> projector, String id) {
        return find(projector, id).orElseThrow(() -> notFound("state", id));
    }

    /** Returns what a projector makes of an aggregate's events. */
    public <S> Optional<S> find(Projector<S> projector, String id) {
        requireNonNull(projector, "projector");
        try (Stream<DomainEvent<?>> recorded = events.get(AggregateSelection.of(id))) {
            return projector.project(recorded);
        }
    }

    /** Returns an immutable aggregate as it is now, at version 0 if there is none. */
    <S, E> Evolved<S, E> evolved(Evolution<S, E> evolution, String id) {
        Evolved<S, E> aggregate = Evolved.initial(id, evolution);
        var recorded = events.recorder().readAggregate(AggregateSelection.of(id)).iterator();
        while (recorded.hasNext()) {
            StoredEvent stored = recorded.next();
            // An evolution does not tell its events: a wrong pair fails in its own function.
            @SuppressWarnings("unchecked")
            var event = (DomainEvent<E>) events.mapper().toDomain(stored);
            try {
                aggregate = aggregate.replay(event);
            } catch (ClassCastException e) {
                throw new WrongAggregateTypeException(id, stored.type(), e);
            }
        }
        return aggregate;
    }

    private <A extends Aggregate<?>> Optional<A> folded(
            Class<A> aggregateClass, AggregateSelection selection) {
        AggregateType<A> type = typeOf(aggregateClass);
        A aggregate = type.blank();
        var recorded = events.recorder().readAggregate(selection).iterator();
        while (recorded.hasNext()) {
            StoredEvent stored = recorded.next();
            DomainEvent<?> event = events.mapper().toDomain(stored);
            if (!type.eventClasses().contains(event.event().getClass())) {
                throw new WrongAggregateTypeException(
                        aggregateClass, selection.aggregateId(), stored.type());
            }
            type.replay(aggregate, event);
        }
        if (aggregate.version() == 0) {
            return Optional.empty();
        }
        if (aggregate.version() > LONG_AGGREGATE) {
            listener.on(
                    new Notice.LongAggregate(
                            applicationName, selection.aggregateId(), aggregate.version()));
        }
        return Optional.of(aggregate);
    }

    private AggregateIds idsOf(Class<? extends Aggregate<?>> aggregateClass) {
        return AggregateIds.of(typeOf(aggregateClass), events.mapper().types(), events.recorder());
    }

    // The map holds each type under the class that it was made of.
    @SuppressWarnings("unchecked")
    private <A extends Aggregate<?>> AggregateType<A> typeOf(Class<A> aggregateClass) {
        AggregateType<?> type = types.get(requireNonNull(aggregateClass, "type"));
        if (type == null) {
            throw new IllegalArgumentException(
                    "%s is not part of %s. Give its aggregate type to the constructor of the application."
                            .formatted(aggregateClass.getName(), applicationName));
        }
        return (AggregateType<A>) type;
    }

    private static AggregateNotFoundException notFound(String what, String id) {
        return new AggregateNotFoundException(what, id);
    }
}
