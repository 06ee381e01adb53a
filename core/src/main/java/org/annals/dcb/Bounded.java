package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Evolution;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.Query;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An immutable state that an evolution makes of the events within a boundary, and the events that
 * were decided by it.
 *
 * <p>Every change is a new value. It is for one save: afterwards it is got again, since what others
 * may have recorded beside is not part of it. Immutable, if the state is.
 *
 * @param <S> the immutable state
 * @param <E> the events
 */
public final class Bounded<S, E> implements Decided {
    private final Evolution<S, E> evolution;
    private final @Nullable Query query;
    private final long position;
    private final S state;
    private final Pending<E> pending;

    Bounded(
            Evolution<S, E> evolution,
            @Nullable Query query,
            long position,
            S state,
            Pending<E> pending) {
        this.evolution = evolution;
        this.query = query;
        this.position = position;
        this.state = state;
        this.pending = pending;
    }

    /** Returns the state after one event more, which is pending. */
    public Bounded<S, E> trigger(E event) {
        return trigger(event, EventDetails.none());
    }

    /**
     * Returns the state after one event more, which is pending, with details of the caller's, whose
     * tags come before those of its {@link org.annals.domain.Tag} components.
     *
     * @throws IllegalStateException if called while an event is being applied
     */
    public Bounded<S, E> trigger(E event, EventDetails details) {
        Applying.refuse(requireNonNull(event, "event"));
        DomainEvent<E> triggered = DomainEvent.of(event, details);
        Pending<E> more = pending.copy();
        S next = Applying.evolved(evolution, state, triggered);
        more.add(triggered);
        return new Bounded<>(evolution, query, position, next, more);
    }

    /** Returns the state after some events more, which are pending. */
    public Bounded<S, E> triggerAll(List<? extends E> events) {
        Bounded<S, E> last = this;
        for (E event : events) {
            last = last.trigger(event);
        }
        return last;
    }

    /** Returns the state. */
    public S state() {
        return state;
    }

    /** Returns the position up to which the log was read for it. */
    public long position() {
        return position;
    }

    /** Returns the events that wait to be saved, in order, as an unmodifiable list. */
    public List<DomainEvent<E>> pendingEvents() {
        return pending.events();
    }

    /** Returns a list of its own of what is pending, so that nothing can be added to this value. */
    @Override
    public Pending<E> pending() {
        return pending.copy();
    }

    @Override
    public List<AppendCondition> conditions() {
        return query == null
                ? List.of()
                : List.of(AppendCondition.failIfMatching(query).after(position));
    }

    /** Does nothing: a value does not change. */
    @Override
    public void committed(List<Recording> recordings) {}

    @Override
    public Class<?> decidedBy() {
        return evolution.getClass();
    }

    /** Returns position and nothing of the state. */
    @Override
    public String toString() {
        return "Bounded[position=%d]".formatted(position);
    }
}
