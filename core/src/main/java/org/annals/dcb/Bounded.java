package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Evolution;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.Query;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
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
    private final @Nullable Instant createdOn;
    private final @Nullable Instant modifiedOn;

    /**
     * @param query null if it depends on nothing
     * @param createdOn the time of the first recorded event, null if there is none
     * @param modifiedOn the time of the last recorded event, null if there is none
     */
    Bounded(
            Evolution<S, E> evolution,
            @Nullable Query query,
            long position,
            S state,
            Pending<E> pending,
            @Nullable Instant createdOn,
            @Nullable Instant modifiedOn) {
        this.evolution = evolution;
        this.query = query;
        this.position = position;
        this.state = state;
        this.pending = pending;
        this.createdOn = createdOn;
        this.modifiedOn = modifiedOn;
    }

    /** Returns it as it is up to a position, after some recorded events more. */
    Bounded<S, E> readOn(List<Recording> recorded, long upTo) {
        S last = state;
        Instant first = createdOn;
        Instant latest = modifiedOn;
        for (Recording each : recorded) {
            // An evolution does not tell its events: a wrong pair fails in its own function.
            @SuppressWarnings("unchecked")
            var event = (DomainEvent<E>) each.domainEvent();
            last = Applying.evolved(evolution, last, event);
            first = first == null ? event.timestamp() : first;
            latest = event.timestamp();
        }
        return after(last, upTo, first, latest);
    }

    /** Returns it with another state, as of a position. */
    Bounded<S, E> after(S other, long upTo, @Nullable Instant first, @Nullable Instant latest) {
        return new Bounded<>(evolution, query, upTo, other, pending, first, latest);
    }

    /** Returns the state as it is to be kept. */
    Snapshot<S> snapshot(String subject) {
        return new Snapshot<>(
                subject,
                position,
                requireNonNull(createdOn, "createdOn"),
                requireNonNull(modifiedOn, "modifiedOn"),
                state);
    }

    @Nullable Instant modifiedOn() {
        return modifiedOn;
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
        return new Bounded<>(evolution, query, position, next, more, createdOn, modifiedOn);
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
