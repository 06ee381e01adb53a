package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An immutable aggregate: a state, the version that it has, and the events that led to it from what
 * is recorded.
 *
 * {@snippet class="org.annals.application.ApplicationTest" region="evolved"}
 *
 * <p>Every change is a new value; the old one stays as it is. What is pending on a value is pending
 * on all that were made of it, until a save of one of them has committed: then one goes on from any
 * of them, and nothing is saved twice. Immutable but for that, if the state is.
 *
 * @param <S> the immutable state
 * @param <E> the events
 */
public final class Evolved<S, E> implements Recordable {
    private final Evolution<S, E> evolution;
    private final String id;
    private final long version;
    private final S state;
    private final Pending<E> pending;

    private Evolved(
            Evolution<S, E> evolution, String id, long version, S state, Pending<E> pending) {
        this.evolution = evolution;
        this.id = id;
        this.version = version;
        this.state = state;
        this.pending = pending;
    }

    /**
     * Returns an aggregate without a past.
     *
     * @throws IllegalArgumentException if the id is blank or cannot be stored
     */
    public static <S, E> Evolved<S, E> initial(String id, Evolution<S, E> evolution) {
        String checked = new Origin(requireNonNull(id, "id"), 1).aggregateId();
        return new Evolved<>(evolution, checked, 0, evolution.initial(), Pending.none());
    }

    /** Returns an aggregate as it was when a snapshot of it was taken. */
    public static <S, E> Evolved<S, E> restored(Snapshot<S> snapshot, Evolution<S, E> evolution) {
        requireNonNull(evolution, "evolution");
        return new Evolved<>(
                evolution,
                snapshot.subject(),
                snapshot.version(),
                snapshot.state(),
                Pending.none());
    }

    /** Returns the aggregate after one event more, which is pending. */
    public Evolved<S, E> trigger(E event) {
        return trigger(event, EventDetails.none());
    }

    /**
     * Returns the aggregate after one event more, which is pending, with details of the caller's.
     *
     * @throws IllegalStateException if called while an event is being applied
     */
    public Evolved<S, E> trigger(E event, EventDetails details) {
        requireNonNull(event, "event");
        Ambient.ofThread().requireNotApplying(event);
        var triggered = DomainEvent.of(event, new Origin(id, version + 1), details);
        Pending<E> more = pending.copy();
        S next = evolved(state, triggered);
        more.add(triggered);
        return new Evolved<>(evolution, id, version + 1, next, more);
    }

    /** Returns the aggregate after some events more, which are pending. */
    public Evolved<S, E> triggerAll(List<? extends E> events) {
        Evolved<S, E> last = this;
        for (E event : events) {
            last = last.trigger(event);
        }
        return last;
    }

    /**
     * Returns the aggregate after a recorded event.
     *
     * @throws IllegalArgumentException if the event belongs to another aggregate or is not the next
     *     version
     */
    public Evolved<S, E> replay(DomainEvent<? extends E> recorded) {
        return replay(recorded.origin(), List.of(recorded));
    }

    /**
     * Returns the aggregate after all that one recorded event turned into, which may be nothing.
     *
     * @param origin that of the recorded event
     * @throws IllegalArgumentException if it belongs to another aggregate or is not the next
     *     version
     */
    public Evolved<S, E> replay(
            @Nullable Origin origin, List<? extends DomainEvent<? extends E>> recorded) {
        Origin next = new Origin(id, version + 1);
        if (!next.equals(origin)) {
            throw new IllegalArgumentException(
                    "Aggregate '%s' expects version %d next and was given %s."
                            .formatted(id, version + 1, origin));
        }
        S last = state;
        for (DomainEvent<? extends E> event : recorded) {
            last = evolved(last, event);
        }
        return new Evolved<>(evolution, id, version + 1, last, pending);
    }

    private S evolved(S before, DomainEvent<? extends E> event) {
        return Ambient.ofThread().evolved(evolution, before, event.event(), event.metadata());
    }

    /** Returns how the state follows from events. */
    public Evolution<S, E> evolution() {
        return evolution;
    }

    /** Returns the id. */
    public String id() {
        return id;
    }

    /** Returns the number of events that led here: 0 before the first. */
    public long version() {
        return version;
    }

    /** Returns the state. */
    public S state() {
        return state;
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

    /** Returns id and version, and nothing of the state. */
    @Override
    public String toString() {
        return "Evolved[id=%s, version=%d]".formatted(id, version);
    }
}
