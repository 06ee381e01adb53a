package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What the running code of one thread was given: clock and ids, metadata, and whether it is
 * applying an event. One object a thread, so that triggering looks it up once.
 */
final class Ambient {
    private static final ThreadLocal<Ambient> OF_THREAD = ThreadLocal.withInitial(Ambient::new);

    TriggerScope scope = TriggerScope.SYSTEM;
    Map<String, String> metadata = Map.of();
    // How often something was triggered, refused ones included.
    long triggerCount;
    // Of the object whose constructor applies a recorded event.
    @Nullable String begunId;
    private boolean applying;

    static Ambient ofThread() {
        return OF_THREAD.get();
    }

    /** Refuses to trigger where only state may change. */
    void requireNotApplying(Object event) {
        triggerCount++;
        if (applying) {
            throw applyingAnother(event);
        }
    }

    static IllegalStateException applyingAnother(Object event) {
        return new IllegalStateException(
                "%s was triggered while another event was being applied. Applying only changes state: trigger in the command instead."
                        .formatted(event.getClass().getName()));
    }

    /** Returns the id of an object that is being made: the recorded one, or a new one. */
    String newId() {
        return begunId == null ? scope.nextId().toString() : begunId;
    }

    /** Makes an object that has an id, of which its constructor may ask. */
    <A> A withId(String id, Supplier<A> constructor) {
        String outer = begunId;
        begunId = id;
        try {
            return constructor.get();
        } finally {
            begunId = outer;
        }
    }

    /** Makes an object of the recorded event that its constructor applies. */
    <A> A begin(String id, Map<String, String> ofEvent, Supplier<A> constructor) {
        return withId(id, () -> applying(ofEvent, constructor));
    }

    /** Runs the code that applies an event, with the event's own metadata. */
    <T> T applying(Map<String, String> ofEvent, Supplier<T> code) {
        Map<String, String> outer = metadata;
        boolean outerApplying = applying;
        metadata = ofEvent;
        applying = true;
        try {
            return code.get();
        } finally {
            metadata = outer;
            applying = outerApplying;
        }
    }

    /** Returns the state after an event, evolved with the event's own metadata. */
    <S, E> S evolved(Evolution<S, E> evolution, S state, E event, Map<String, String> ofEvent) {
        Supplier<S> evolve = () -> evolution.evolve(state, event);
        return requireNonNull(applying(ofEvent, evolve), "evolve returned null");
    }
}
