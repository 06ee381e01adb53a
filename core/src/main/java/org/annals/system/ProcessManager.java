package org.annals.system;

import org.annals.domain.DomainEvent;
import org.annals.domain.Evolution;

import java.util.Optional;

/**
 * How a long-running process goes on, as a pure function: from its state and an event of others, or
 * a time that has come, to events of its own and timers (Hohpe and Woolf, Enterprise Integration
 * Patterns, 2003).
 *
 * {@snippet class="org.annals.system.Paying" region="manager"}
 *
 * <p>A process is an immutable aggregate: its state follows from its own events alone. What others
 * are to do, they do when they follow these. A {@link ProcessManagerApplication} runs it.
 *
 * <p>Implementations change nothing, read no clock, and may be shared between threads. Each method
 * may be called several times for an event, of which one reaction is recorded.
 *
 * @param <S> the immutable state
 * @param <E> the events of a process, a sealed type or a record
 */
public interface ProcessManager<S, E> extends Evolution<S, E> {
    /** Returns the type of the events of a process. */
    Class<E> eventType();

    /**
     * Returns the id of the process that an event of others concerns, which need not have begun, or
     * empty if it concerns none.
     */
    Optional<String> processOf(DomainEvent<?> event);

    /**
     * Returns what follows from an event.
     *
     * @param state of the process, the {@linkplain #initial() first} if it has not begun
     * @param event of an application that is followed, or a {@link TimerElapsed} of this process,
     *     which may come when the timer is of no more use: the state tells
     */
    Reaction<? extends E> react(S state, DomainEvent<?> event);
}
