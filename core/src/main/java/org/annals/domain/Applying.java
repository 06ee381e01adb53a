package org.annals.domain;

import java.util.function.Consumer;

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
     * Refuses to trigger where an event is being applied.
     *
     * @param event that is to be triggered
     * @throws IllegalStateException if one is
     */
    public static void refuse(Object event) {
        Ambient.ofThread().requireNotApplying(event);
    }
}
