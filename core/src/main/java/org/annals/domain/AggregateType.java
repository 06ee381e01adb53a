package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An aggregate class, how its objects are made, and the classes of its events. Immutable.
 *
 * <p>Objects are made by the constructor that is handed over, so no reflection and no {@code opens}
 * is needed. The events are found from the type argument of {@link Aggregate} and the {@code
 * permits} of that interface.
 *
 * @param <A> the aggregate class
 */
public final class AggregateType<A extends Aggregate<?>> implements EventFamily {
    private final Class<A> aggregateClass;
    private final Beginning<A> beginning;
    private final Set<Class<?>> eventClasses;
    private final @Nullable StateForm<A, ?> form;

    private AggregateType(
            Class<A> aggregateClass,
            Beginning<A> beginning,
            Set<Class<?>> eventClasses,
            @Nullable StateForm<A, ?> form) {
        this.aggregateClass = aggregateClass;
        this.beginning = beginning;
        this.eventClasses = eventClasses;
        this.form = form;
    }

    /**
     * Returns the type of an aggregate class.
     *
     * @param constructor makes an object without a past, which triggers nothing: {@code Dog::new}
     * @throws IllegalArgumentException if the class says not which events it has: the type argument
     *     of {@link Aggregate} must be a sealed interface or a final class
     */
    public static <A extends Aggregate<?>> AggregateType<A> of(
            Class<A> aggregateClass, Supplier<A> constructor) {
        requireNonNull(constructor, "constructor");
        return of(aggregateClass, new Beginning.Blank<>(constructor));
    }

    /**
     * Returns the type of an aggregate class whose constructors apply the event that creates it.
     * For classes that are generated of {@link EventSourced} ones.
     *
     * @param constructor makes an object of the event that created it and its id, and triggers
     *     nothing
     * @throws IllegalArgumentException if the class says not which events it has
     */
    public static <E, A extends Aggregate<E>> AggregateType<A> ofFirstEvent(
            Class<A> aggregateClass, BiFunction<? super E, String, ? extends A> constructor) {
        requireNonNull(constructor, "constructor");
        // The classes of events are found in the type argument of Aggregate.
        @SuppressWarnings("unchecked")
        var ofAny = (BiFunction<Object, String, ? extends A>) constructor;
        return of(aggregateClass, new Beginning.OfFirstEvent<>(ofAny));
    }

    private static <A extends Aggregate<?>> AggregateType<A> of(
            Class<A> aggregateClass, Beginning<A> beginning) {
        requireNonNull(aggregateClass, "aggregateClass");
        return new AggregateType<>(
                aggregateClass,
                beginning,
                SealedHierarchy.leavesOf(EventArgument.of(aggregateClass, Aggregate.class)),
                null);
    }

    /**
     * Returns this type with a state that can be taken from its objects, for snapshots and caches,
     * and of which they can be made again: a value that a transcoder can encode, with all that
     * applying events has changed. Id, version and times are not part of it.
     *
     * {@snippet class="org.annals.application.Tally" region="state"}
     *
     * <p>It is stored under a name and a version, as events are: see {@link EventType}. The version
     * is to be raised whenever the same events would lead to another state.
     *
     * @param state returns the state of an object: {@code Dog::state}
     * @param constructor makes an object of a state, and triggers nothing: {@code Dog::new}
     */
    public <S> AggregateType<A> withState(
            Class<S> stateClass,
            Function<? super A, ? extends S> state,
            Function<? super S, ? extends A> constructor) {
        return new AggregateType<>(
                aggregateClass,
                beginning,
                eventClasses,
                new StateForm<>(stateClass, state, constructor));
    }

    /** Returns the class of the state, if there is one. */
    public Optional<Class<?>> stateClass() {
        return Optional.ofNullable(form).map(StateForm::stateClass);
    }

    /**
     * Returns the state of an object that has a past. What is pending on it is part of the state.
     *
     * @throws IllegalStateException if this type has no state, or the object no past
     */
    public Snapshot<?> snapshot(A aggregate) {
        return requireForm().snapshot(aggregate);
    }

    /**
     * Returns an object that is as the one was of which the snapshot was taken.
     *
     * @throws IllegalStateException if this type has no state, or the constructor triggers
     * @throws ClassCastException if the snapshot has another state
     */
    public A restore(Snapshot<?> snapshot) {
        return requireForm().restore(snapshot);
    }

    private StateForm<A, ?> requireForm() {
        if (form == null) {
            throw new IllegalStateException(
                    "%s has no state of its own. Say AggregateType.of(…).withState(…)."
                            .formatted(aggregateClass.getName()));
        }
        return form;
    }

    /** Returns the aggregate class. */
    public Class<A> aggregateClass() {
        return aggregateClass;
    }

    @Override
    public Set<Class<?>> eventClasses() {
        return eventClasses;
    }

    /**
     * Returns an object without a past.
     *
     * @throws IllegalStateException if the constructor makes one that has a past, as that of a
     *     generated class does
     */
    public A blank() {
        return beginning.blank(aggregateClass);
    }

    /**
     * Returns an object with this past, all of it, oldest first.
     *
     * @throws IllegalStateException if it is empty and there is no {@link #blank} one
     */
    public A fold(Iterable<? extends DomainEvent<?>> recorded) {
        A aggregate = null;
        for (DomainEvent<?> event : recorded) {
            if (aggregate == null) {
                Origin origin = originOf(event, aggregateClass.getName());
                aggregate = begun(origin, event.timestamp(), List.of(event));
            } else {
                replay(aggregate, event);
            }
        }
        return aggregate == null ? blank() : aggregate;
    }

    /**
     * Returns an object after all that its first recorded event turned into.
     *
     * @param origin that of the recorded event
     * @param timestamp that of the recorded event
     * @throws IllegalArgumentException if an event is of another class, or the recorded one is not
     *     version 1
     * @throws IllegalStateException if it turned into nothing, and the class is made by its first
     *     event
     */
    public A begun(Origin origin, Instant timestamp, List<? extends DomainEvent<?>> recorded) {
        return beginning.begun(aggregateClass, origin, timestamp, checked(recorded));
    }

    /**
     * Applies a recorded event, which does not become pending.
     *
     * @throws IllegalArgumentException if the event is of another class, belongs to another
     *     aggregate, or is not the next version; the state is unchanged
     */
    public void replay(A aggregate, DomainEvent<?> recorded) {
        replay(aggregate, originOf(recorded, aggregate), recorded.timestamp(), List.of(recorded));
    }

    private static Origin originOf(DomainEvent<?> recorded, Object applying) {
        Origin origin = recorded.origin();
        if (origin == null) {
            throw new IllegalArgumentException(
                    "Event %s belongs to no aggregate, so %s cannot apply it."
                            .formatted(recorded.id(), applying));
        }
        return origin;
    }

    /**
     * Applies all that one recorded event turned into, which may be nothing: the aggregate then has
     * the version of the recorded event, and the rest of its state as it was.
     *
     * @param origin that of the recorded event
     * @param timestamp that of the recorded event
     * @throws IllegalArgumentException if one is of another class, or the recorded event belongs to
     *     another aggregate or is not the next version; the state is unchanged
     */
    public void replay(
            A aggregate,
            Origin origin,
            Instant timestamp,
            List<? extends DomainEvent<?>> recorded) {
        // The classes were found in the type argument of Aggregate, so the cast cannot be wrong.
        @SuppressWarnings("unchecked")
        var any = (Aggregate<Object>) aggregate;
        any.replay(origin, timestamp, checked(recorded));
    }

    // All are of classes that were found in the type argument of Aggregate.
    @SuppressWarnings("unchecked")
    private List<DomainEvent<Object>> checked(List<? extends DomainEvent<?>> recorded) {
        for (DomainEvent<?> each : recorded) {
            if (!eventClasses.contains(each.event().getClass())) {
                throw new IllegalArgumentException(
                        "%s is no event of %s."
                                .formatted(
                                        each.event().getClass().getName(),
                                        aggregateClass.getName()));
            }
        }
        return (List<DomainEvent<Object>>) recorded;
    }

    @Override
    public String toString() {
        return "AggregateType[" + aggregateClass.getName() + "]";
    }
}
