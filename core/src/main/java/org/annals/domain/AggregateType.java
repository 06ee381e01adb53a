package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.Set;
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
    private final Supplier<A> constructor;
    private final Set<Class<?>> eventClasses;

    private AggregateType(Class<A> aggregateClass, Supplier<A> constructor) {
        this.aggregateClass = requireNonNull(aggregateClass, "aggregateClass");
        this.constructor = requireNonNull(constructor, "constructor");
        this.eventClasses = SealedHierarchy.leavesOf(EventArgument.of(aggregateClass));
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
        return new AggregateType<>(aggregateClass, constructor);
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
     * @throws IllegalStateException if the constructor makes one that has a past
     */
    public A blank() {
        A aggregate = constructor.get();
        if (aggregate.version() != 0 || !aggregate.pending().isEmpty()) {
            throw new IllegalStateException(
                    "The constructor given for %s triggers: it makes %s, and not an object without a past. Trigger the first event in a method that calls it."
                            .formatted(aggregateClass.getName(), aggregate));
        }
        return aggregate;
    }

    /** Returns an object with this past, all of it, oldest first. */
    public A fold(Iterable<? extends DomainEvent<?>> recorded) {
        A aggregate = blank();
        for (DomainEvent<?> event : recorded) {
            replay(aggregate, event);
        }
        return aggregate;
    }

    /**
     * Applies a recorded event, which does not become pending.
     *
     * @throws IllegalArgumentException if the event is of another class, belongs to another
     *     aggregate, or is not the next version; the state is unchanged
     */
    public void replay(A aggregate, DomainEvent<?> recorded) {
        if (!eventClasses.contains(recorded.event().getClass())) {
            throw new IllegalArgumentException(
                    "%s is no event of %s."
                            .formatted(
                                    recorded.event().getClass().getName(),
                                    aggregateClass.getName()));
        }
        // The classes were found in the type argument of Aggregate, so the cast cannot be wrong.
        @SuppressWarnings("unchecked")
        var checked = (Aggregate<Object>) aggregate;
        checked.replay(recorded);
    }

    @Override
    public String toString() {
        return "AggregateType[" + aggregateClass.getName() + "]";
    }
}
