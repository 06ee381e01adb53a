package org.annals.domain;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * How the objects of an aggregate class come to be. Immutable.
 *
 * @param <A> the aggregate class
 */
sealed interface Beginning<A extends Aggregate<?>> {
    /** Returns an object without a past. */
    A blank(Class<A> aggregateClass);

    /**
     * Returns an object after all that its first recorded event turned into.
     *
     * @param recorded events of the class
     */
    A begun(
            Class<A> aggregateClass,
            Origin origin,
            Instant timestamp,
            List<DomainEvent<Object>> recorded);

    /** Of nothing: events are applied later. */
    record Blank<A extends Aggregate<?>>(Supplier<? extends A> constructor)
            implements Beginning<A> {
        @Override
        public A blank(Class<A> aggregateClass) {
            A aggregate = constructor.get();
            if (aggregate.version() != 0 || !aggregate.pending().isEmpty()) {
                throw new IllegalStateException(
                        "The constructor given for %s triggers: it makes %s, and not an object without a past. Trigger the first event in a method that calls it."
                                .formatted(aggregateClass.getName(), aggregate));
            }
            return aggregate;
        }

        @Override
        public A begun(
                Class<A> aggregateClass,
                Origin origin,
                Instant timestamp,
                List<DomainEvent<Object>> recorded) {
            A aggregate = blank(aggregateClass);
            cast(aggregate).replay(origin, timestamp, recorded);
            return aggregate;
        }
    }

    /** Of the first event, which the constructor applies. */
    record OfFirstEvent<A extends Aggregate<?>>(BiFunction<Object, String, ? extends A> constructor)
            implements Beginning<A> {
        @Override
        public A blank(Class<A> aggregateClass) {
            throw new IllegalStateException(
                    "%s is made by the event that creates it, so there is none without a past. Give it at least that event."
                            .formatted(aggregateClass.getName()));
        }

        @Override
        public A begun(
                Class<A> aggregateClass,
                Origin origin,
                Instant timestamp,
                List<DomainEvent<Object>> recorded) {
            if (recorded.isEmpty()) {
                throw new IllegalStateException(
                        "Version %d of '%s' was upcast to nothing, and %s is made by its first event. Let an upcaster make an event of it that creates one."
                                .formatted(
                                        origin.version(),
                                        origin.aggregateId(),
                                        aggregateClass.getName()));
            }
            DomainEvent<Object> first = recorded.getFirst();
            String id = origin.aggregateId();
            A aggregate =
                    Ambient.ofThread()
                            .begin(
                                    id,
                                    first.metadata(),
                                    () -> constructor.apply(first.event(), id));
            cast(aggregate).begin(origin, timestamp, recorded.subList(1, recorded.size()));
            return aggregate;
        }
    }

    // The classes of the events were found in the type argument of Aggregate.
    @SuppressWarnings("unchecked")
    private static Aggregate<Object> cast(Aggregate<?> aggregate) {
        return (Aggregate<Object>) aggregate;
    }
}
