package org.annals.dcb;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.Recording;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * How enduring objects of one class are made. Immutable.
 *
 * @param <O> the class
 */
sealed interface Making<O extends EnduringObject<?>> {
    /**
     * Returns an object after all events with its tag, if one of them creates it.
     *
     * @param head up to where they were read
     */
    Optional<O> begun(EnduringType<O> type, String id, List<Recording> events, long head);

    /** Returns an object that was made of a state. */
    O restored(EnduringType<O> type, O object, String id);

    /** Of nothing: all events are applied later. */
    record Blank<O extends EnduringObject<?>>(Supplier<? extends O> constructor)
            implements Making<O> {
        @Override
        public Optional<O> begun(
                EnduringType<O> type, String id, List<Recording> events, long head) {
            O object = type.begun(constructor.get(), id);
            object.readOn(events, head);
            return Optional.of(object).filter(EnduringObject::exists);
        }

        @Override
        public O restored(EnduringType<O> type, O object, String id) {
            return type.begun(object, id);
        }
    }

    /** Of the first event, which the constructor applies. */
    record OfFirstEvent<O extends EnduringObject<?>>(
            BiFunction<Object, String, ? extends O> constructor) implements Making<O> {
        @Override
        public Optional<O> begun(
                EnduringType<O> type, String id, List<Recording> events, long head) {
            for (int i = 0; i < events.size(); i++) {
                DomainEvent<?> first = events.get(i).domainEvent();
                // What was recorded before it began was not about this object.
                if (type.concerns(first.event()) && type.creates(first.event())) {
                    O object = made(type, id, first);
                    object.begun(first, events.subList(i + 1, events.size()), head);
                    return Optional.of(object);
                }
            }
            return Optional.empty();
        }

        private O made(EnduringType<O> type, String id, DomainEvent<?> first) {
            return type.named(Applying.begun(first, id, event -> constructor.apply(event, id)), id);
        }

        // It may have taken an id while it was made, and has another one.
        @Override
        public O restored(EnduringType<O> type, O object, String id) {
            return type.named(object, id);
        }
    }
}
