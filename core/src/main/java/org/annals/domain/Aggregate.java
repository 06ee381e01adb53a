package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An object whose state is the sum of its events.
 *
 * {@snippet class="org.annals.domain.Dog" region="dog"}
 *
 * <p>A command decides and triggers; {@link #apply} alone changes state, in a command as on replay.
 * For one thread at a time.
 *
 * @param <E> the sealed interface of the aggregate's events
 */
public abstract class Aggregate<E> implements Recordable {
    private final Pending<E> pending = Pending.none();
    private @Nullable String id;
    private long version;
    private @Nullable Instant createdOn;
    private @Nullable Instant modifiedOn;

    /** Makes an aggregate without a past, whose id comes from its first event. */
    protected Aggregate() {}

    /**
     * Makes an aggregate without a past, with an id chosen by the caller.
     *
     * @throws IllegalArgumentException if the id is blank or cannot be stored
     */
    protected Aggregate(String id) {
        String own = new Origin(requireNonNull(id, "id"), 1).aggregateId();
        // However a body derives it on replay, the recorded one counts.
        this.id = this instanceof BegunByConstructor ? Applying.begunId().orElse(own) : own;
    }

    /**
     * Changes the state as the event says, and does nothing else: it takes no clock, makes no ids
     * and triggers nothing.
     */
    protected abstract void apply(E event);

    /**
     * Applies an event and keeps it until it is saved.
     *
     * <p>If {@link #apply} throws, nothing is pending and the version is unchanged.
     *
     * @throws IllegalStateException if called while an event is being applied
     */
    protected final void trigger(E event) {
        trigger(event, EventDetails.none());
    }

    /**
     * Applies an event with details of the caller's and keeps it until it is saved.
     *
     * @throws IllegalStateException if called while an event is being applied
     */
    protected final void trigger(E event, EventDetails details) {
        requireNonNull(event, "event");
        requireNonNull(details, "details");
        Ambient ambient = Ambient.ofThread();
        ambient.requireNotApplying(event);
        if (version == 0 && this instanceof BegunByConstructor) {
            throw Ambient.applyingAnother(event);
        }
        String ownId = id == null ? ambient.scope.nextId().toString() : id;
        var triggered = DomainEvent.of(event, new Origin(ownId, version + 1), details);
        become(List.of(triggered), ownId, triggered.timestamp(), ambient);
        pending.add(triggered);
    }

    /**
     * Keeps the event that creates this object until it is saved, unless it is recorded: its
     * constructor has applied it. For classes that are generated, and called last in their
     * constructors.
     *
     * @throws IllegalStateException if something was triggered meanwhile on this thread, if the
     *     object has another id than it was to have, or if it has begun or is triggered by hand
     */
    protected final void created(E event, Creation creation) {
        if (!(this instanceof BegunByConstructor) || version != 0) {
            throw BegunByConstructor.begunAlready(this, event);
        }
        if (creation.isReplayed()) {
            return;
        }
        creation.requireNothingTriggered(event);
        creation.requireId(this, ownId());
        var created = DomainEvent.of(event, new Origin(ownId(), 1), EventDetails.none());
        advance(created.timestamp());
        pending.add(created);
    }

    /**
     * Takes over where and when the event was recorded that its constructor has applied, and what
     * else that event turned into.
     */
    final void begin(
            Origin origin, Instant timestamp, List<? extends DomainEvent<? extends E>> more) {
        id = origin.aggregateId();
        replay(origin, timestamp, more);
    }

    /** Takes over all that a recorded event turned into: see {@link AggregateType#replay}. */
    final void replay(
            Origin origin, Instant timestamp, List<? extends DomainEvent<? extends E>> recorded) {
        if (id != null && !id.equals(origin.aggregateId())) {
            throw new IllegalArgumentException(
                    "Version %d of aggregate '%s' cannot be applied to '%s'."
                            .formatted(origin.version(), origin.aggregateId(), id));
        }
        if (origin.version() != version + 1) {
            throw new IllegalArgumentException(
                    "Aggregate '%s' expects version %d next and was given version %d."
                            .formatted(origin.aggregateId(), version + 1, origin.version()));
        }
        become(recorded, origin.aggregateId(), timestamp, Ambient.ofThread());
    }

    /** Takes over where and when a snapshot was taken: see {@link AggregateType#restore}. */
    final void restore(Snapshot<?> snapshot) {
        if (version != 0 || !pending.isEmpty()) {
            throw new IllegalStateException(
                    "The constructor that makes %s from its state triggers. Let it only take the state over."
                            .formatted(getClass().getName()));
        }
        id = snapshot.subject();
        version = snapshot.version();
        createdOn = snapshot.createdOn();
        modifiedOn = snapshot.modifiedOn();
    }

    private void become(
            List<? extends DomainEvent<? extends E>> events,
            String ownId,
            Instant timestamp,
            Ambient ambient) {
        String before = id;
        id = ownId;
        try {
            for (DomainEvent<? extends E> event : events) {
                ambient.applying(
                        event.metadata(),
                        () -> {
                            apply(event.event());
                            return this;
                        });
            }
        } catch (Throwable e) {
            id = before;
            throw e;
        }
        advance(timestamp);
    }

    private void advance(Instant timestamp) {
        version++;
        modifiedOn = timestamp;
        if (createdOn == null) {
            createdOn = modifiedOn;
        }
    }

    /**
     * Returns the id.
     *
     * @throws IllegalStateException if none was given and nothing has been triggered
     */
    public final String id() {
        // The body of a constructor that applies the first event knows it, as any other does.
        return this instanceof BegunByConstructor ? ownId() : started(id);
    }

    private String ownId() {
        String own = id;
        if (own == null) {
            own = Ambient.ofThread().newId();
            id = own;
        }
        return own;
    }

    /** Returns the number of events that led here: 0 before the first. */
    public final long version() {
        return version;
    }

    /**
     * Returns the time of the first event.
     *
     * @throws IllegalStateException if there is none yet
     */
    public final Instant createdOn() {
        return started(createdOn);
    }

    /**
     * Returns the time of the last event, which need not be the latest of all: versions give the
     * order.
     *
     * @throws IllegalStateException if there is none yet
     */
    public final Instant modifiedOn() {
        return started(modifiedOn);
    }

    /** Returns the events that wait to be saved, in order, as an unmodifiable list. */
    public final List<DomainEvent<E>> pendingEvents() {
        return pending.events();
    }

    @Override
    public final Pending<E> pending() {
        return pending;
    }

    /** Returns class, id and version, and nothing of the state. */
    @Override
    public String toString() {
        return "%s[id=%s, version=%d]"
                .formatted(BegunByConstructor.classOf(this).getSimpleName(), id, version);
    }

    private <T> T started(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException(
                    "This %s has no events yet. Trigger the one that creates it first."
                            .formatted(getClass().getSimpleName()));
        }
        return value;
    }
}
