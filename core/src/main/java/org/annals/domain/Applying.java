package org.annals.domain;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a base class applies events: with the metadata of each, and where nothing can be triggered.
 *
 * <p>{@link Aggregate} and {@link Evolved} do so themselves; this is for other base classes, a
 * user's own included. Stateless.
 */
public final class Applying {
    private Applying() {}

    /** Applies an event. While the code runs, its metadata is current and triggering is refused. */
    public static <E> void apply(DomainEvent<? extends E> event, Consumer<? super E> code) {
        Ambient.ofThread()
                .applying(
                        event.metadata(),
                        () -> {
                            code.accept(event.event());
                            return Boolean.TRUE;
                        });
    }

    /** Returns the state after an event, likewise. */
    public static <S, E> S evolved(
            Evolution<S, E> evolution, S state, DomainEvent<? extends E> event) {
        return Ambient.ofThread().evolved(evolution, state, event.event(), event.metadata());
    }

    /**
     * Returns what is made of the event that created it, by a constructor that applies it.
     *
     * @param id that it has, which {@link #begunId} returns meanwhile
     */
    public static <E, T> T begun(
            DomainEvent<? extends E> event,
            String id,
            Function<? super E, ? extends T> constructor) {
        return Ambient.ofThread()
                .begin(id, event.metadata(), () -> constructor.apply(event.event()));
    }

    /** Returns the id of what is being made of a recorded event, if something is. */
    public static Optional<String> begunId() {
        return Optional.ofNullable(Ambient.ofThread().begunId);
    }

    /**
     * Returns what is made of a state, by a constructor that may ask {@link #begunId} for its id.
     */
    public static <T> T withId(String id, Supplier<T> constructor) {
        return Ambient.ofThread().withId(id, constructor);
    }

    /**
     * Returns why an event that creates an object cannot be triggered, or nothing else by its
     * constructor: that is applying it.
     */
    public static IllegalStateException refusal(Object event) {
        return Ambient.applyingAnother(event);
    }

    /**
     * Refuses to trigger where an event is being applied.
     *
     * @param event that is to be triggered
     * @throws IllegalStateException if one is
     */
    public static void refuse(Object event) {
        Ambient.ofThread().requireNotApplying(event);
    }
}
