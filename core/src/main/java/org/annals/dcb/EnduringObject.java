package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.BegunByConstructor;
import org.annals.domain.Creation;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.Query;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An object whose state is the sum of the events that have its tag, whoever recorded them.
 *
 * {@snippet class="org.annals.dcb.Student" region="student"}
 *
 * <p>Unlike an aggregate it shares events with others: one that has the tags of a student and of a
 * course is a fact for both. It is saved if no event with its tag was recorded since it was read; a
 * {@link Group} decides for several together. For one thread at a time.
 *
 * @param <E> its events; events of other classes with its tag change nothing in it
 */
public abstract class EnduringObject<E> implements Decided {
    private final EnduringType<?> type;
    private final Pending<E> pending = Pending.none();
    // Applied here and not yet recorded, those of groups included.
    private final Set<UUID> unrecorded = new HashSet<>();
    // Applied here and recorded at positions that were not read.
    private final Set<Long> ahead = new HashSet<>();
    // Of a save whose reply was lost.
    private Set<UUID> sent = Set.of();
    private @Nullable String id;
    private boolean created;
    private boolean spent;
    private long position;
    private @Nullable Instant createdOn;
    private @Nullable Instant modifiedOn;

    /** Makes an object without a past, whose id is the next one of its type. */
    protected EnduringObject(EnduringType<?> type) {
        this.type = requireNonNull(type, "type");
    }

    /**
     * Makes an object without a past, with an id chosen by the caller.
     *
     * @throws IllegalArgumentException if the id is blank or cannot be stored
     */
    protected EnduringObject(EnduringType<?> type, String id) {
        this(type);
        // However a body derives it on replay, the recorded one counts.
        begin(this instanceof BegunByConstructor ? Applying.begunId().orElse(id) : id);
    }

    /**
     * Changes the state as the event says, and does nothing else. What is recorded has happened, so
     * it refuses nothing: that is for {@link #check}.
     */
    protected abstract void apply(E event);

    /**
     * Throws if an event cannot be decided for, by the state before it. It is called before the
     * event is applied when this object or a {@link Group} triggers it, and not for what is
     * recorded: rules may change, and others may have had other ones. The event that creates an
     * object of a declared class is checked when its constructor has run. By itself it allows all.
     */
    protected void check(E event) {}

    /** Applies an event and keeps it until it is saved, with the tag of this object. */
    protected final void trigger(E event) {
        trigger(event, EventDetails.none());
    }

    /**
     * Applies an event with details of the caller's, and keeps it until it is saved. Its tags are
     * that of this object, those of the details and those of its {@link org.annals.domain.Tag}
     * components, in this order, each once.
     *
     * <p>If {@link #check} or {@link #apply} throws, nothing is pending; in the second case the
     * object is spent: it triggers nothing more, and is to be got again.
     *
     * @throws IllegalStateException if called while an event is being applied; if this object does
     *     not exist yet and the event does not create it; or if it is {@linkplain Group spent}
     */
    protected final void trigger(E event, EventDetails details) {
        Applying.refuse(requireNonNull(event, "event"));
        DomainEvent<E> triggered = DomainEvent.of(event, tagged(List.of(this), details));
        requireAllowed(triggered);
        take(triggered);
        pending.add(triggered);
    }

    /**
     * Keeps the event that creates this object until it is saved, unless it is recorded: its
     * constructor has applied it. It is {@linkplain #check checked} then. For classes that are
     * generated, and called last in their constructors.
     *
     * @param own the type that it is got by
     * @throws IllegalStateException if something was triggered meanwhile on this thread, if it has
     *     another type, or if it has begun or is triggered by hand
     */
    protected final void created(E event, EnduringType<?> own, Creation creation) {
        own.requireOf(this);
        if (!(this instanceof BegunByConstructor) || created) {
            throw BegunByConstructor.begunAlready(this, event);
        }
        if (creation.isReplayed()) {
            return;
        }
        creation.requireNothingTriggered(event);
        DomainEvent<E> triggered =
                DomainEvent.of(event, tagged(List.of(this), EventDetails.none()));
        Applying.apply(triggered, this::check);
        noted(triggered);
        unrecorded.add(triggered.id());
        pending.add(triggered);
    }

    static EventDetails tagged(List<? extends EnduringObject<?>> objects, EventDetails details) {
        Set<EventTag> tags = new LinkedHashSet<>();
        objects.forEach(each -> tags.add(each.tag()));
        tags.addAll(details.tags());
        return new EventDetails(
                details.id(), details.timestamp(), details.metadata(), List.copyOf(tags));
    }

    /** Throws if an event cannot be decided for. */
    final void requireAllowed(DomainEvent<? extends E> triggered) {
        requireUsable(triggered.event());
        Applying.apply(triggered, this::check);
    }

    /** Applies an event that is about to be recorded. */
    final void take(DomainEvent<? extends E> triggered) {
        // Whatever it has changed before it throws, it has changed.
        spent = true;
        Applying.apply(triggered, this::apply);
        spent = false;
        noted(triggered);
        unrecorded.add(triggered.id());
    }

    final void requireWhole() {
        if (spent) {
            throw new IllegalStateException(
                    "%s has applied an event that will not be recorded, or applied one by half, since something threw. Get it again."
                            .formatted(this));
        }
    }

    private void requireUsable(Object event) {
        requireWhole();
        if (!created && this instanceof BegunByConstructor) {
            throw Applying.refusal(event);
        }
        if (!created && !type.creates(event)) {
            throw new IllegalStateException(
                    "%s does not exist yet, and begins with %s, not with %s."
                            .formatted(this, type.createdBy(), event.getClass().getName()));
        }
    }

    private void noted(DomainEvent<?> event) {
        created = true;
        modifiedOn = event.timestamp();
        if (createdOn == null) {
            createdOn = modifiedOn;
        }
    }

    /** Says that an event was applied that will not be recorded. */
    final void spend(UUID event) {
        unrecorded.remove(event);
        spent = true;
    }

    /** Takes over recorded events with the tag of this object, all of them up to a position. */
    final void readOn(List<Recording> recordings, long head) {
        spent = true;
        recordings.forEach(this::replay);
        spent = false;
        readUpTo(head);
    }

    /** Takes over a recorded event with the tag of this object, if it is one of its own. */
    private void replay(Recording recording) {
        DomainEvent<?> recorded = recording.domainEvent();
        boolean known = ahead.contains(recording.position());
        if (known || !type.concerns(recorded.event())) {
            return;
        }
        // What was recorded before it began was not about this object.
        if (created || type.creates(recorded.event())) {
            // Its class was found in the type argument of EnduringObject.
            @SuppressWarnings("unchecked")
            var own = (DomainEvent<E>) recorded;
            Applying.apply(own, this::apply);
            noted(own);
        }
    }

    /**
     * Takes over that its constructor has applied the event that created it, and what was recorded
     * after that, up to a position.
     */
    final void begun(DomainEvent<?> first, List<Recording> more, long head) {
        noted(first);
        readOn(more, head);
    }

    /** Takes over where and when a snapshot was taken. */
    final void restore(Snapshot<?> snapshot) {
        created = true;
        position = snapshot.version();
        createdOn = snapshot.createdOn();
        modifiedOn = snapshot.modifiedOn();
    }

    /** Says that every event with its tag was read up to a position. */
    final void readUpTo(long head) {
        position = head;
        ahead.clear();
    }

    final void begin(String ownId) {
        id = type.tagOf(requireNonNull(ownId, "id")).value();
    }

    final boolean isBlank() {
        return id == null && !created && pending.isEmpty();
    }

    final EnduringType<?> type() {
        return type;
    }

    /** Returns whether it was created. */
    final boolean exists() {
        return created;
    }

    /** Returns whether it has applied something that is not recorded. */
    final boolean isAhead() {
        return !unrecorded.isEmpty();
    }

    /** Returns the id, which a new object takes when it is first asked for. */
    public final String id() {
        String own = id;
        if (own == null) {
            own = Applying.begunId().orElseGet(type::newId);
            id = own;
        }
        return own;
    }

    /** Returns the tag by which its events are selected. */
    public final EventTag tag() {
        return type.tagOf(id());
    }

    /** Returns the position up to which its events were read or written, 0 if it is new. */
    public final long position() {
        return position;
    }

    /**
     * Returns the time of its first event.
     *
     * @throws IllegalStateException if there is none yet
     */
    public final Instant createdOn() {
        return started(createdOn);
    }

    /**
     * Returns the time of its last event, which need not be the latest of all.
     *
     * @throws IllegalStateException if there is none yet
     */
    public final Instant modifiedOn() {
        return started(modifiedOn);
    }

    private Instant started(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalStateException(
                    "%s does not exist yet. Trigger the event that creates it first."
                            .formatted(this));
        }
        return time;
    }

    /** Returns the events that wait to be saved, in order, as an unmodifiable list. */
    public final List<DomainEvent<E>> pendingEvents() {
        return pending.events();
    }

    @Override
    public final Pending<E> pending() {
        return pending;
    }

    @Override
    public final List<AppendCondition> conditions() {
        return List.of(AppendCondition.failIfMatching(Query.ofTags(tag())).after(position));
    }

    @Override
    public final void committed(List<Recording> recordings) {
        List<Long> own = new ArrayList<>();
        boolean missed = false;
        for (Recording each : recordings) {
            if (unrecorded.remove(each.domainEvent().id())) {
                own.add(each.position());
            } else {
                missed |= each.domainEvent().tags().contains(tag());
            }
        }
        if (missed) {
            // The next save conflicts, unless what others have recorded beside is read first.
            ahead.addAll(own);
        } else {
            position = Math.max(position, recordings.getLast().position());
        }
        sent = Set.of();
    }

    @Override
    public final boolean knows(DomainEvent<?> event) {
        return unrecorded.contains(event.id());
    }

    @Override
    public final void requireSaveableWith(List<DomainEvent<?>> events) {
        Set<UUID> ids = events.stream().map(DomainEvent::id).collect(Collectors.toSet());
        if (!ids.containsAll(unrecorded)) {
            throw new IllegalStateException(
                    "%s has applied an event that would not be recorded with its own. Save the group that has triggered it."
                            .formatted(this));
        }
        if (!ids.containsAll(sent)) {
            throw new IllegalStateException(
                    "%s was sent together with others, and the reply was lost. Save the same objects together again."
                            .formatted(this));
        }
    }

    @Override
    public final void outcomeUnknown(List<DomainEvent<?>> events) {
        // Who only guards has moved no position, and goes by what is recorded.
        if (!unrecorded.isEmpty()) {
            sent = events.stream().map(DomainEvent::id).collect(Collectors.toSet());
        }
    }

    /** Returns class and id, and nothing of the state. */
    @Override
    public String toString() {
        return "%s[id=%s]".formatted(BegunByConstructor.classOf(this).getSimpleName(), id);
    }
}
