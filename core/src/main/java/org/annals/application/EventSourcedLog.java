package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventStore;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A named sequence of entries, kept as events are, with no aggregate object: an index of ids, say,
 * or a list of what was done.
 *
 * {@snippet class="org.annals.application.EventSourcedLogTest" region="log"}
 *
 * <p>Its entries are events of the application under the sequence's id, so they are saved with
 * aggregates in one append, and of two saves that add to it at once one conflicts. May be shared
 * between threads.
 *
 * @param <E> the type of the entries, which the application knows
 */
public final class EventSourcedLog<E> {
    private final EventStore events;
    private final String id;
    private final Class<E> type;

    /**
     * Makes the sequence of an id.
     *
     * @param type that all its entries have
     */
    public EventSourcedLog(EventStore events, String id, Class<E> type) {
        this.events = requireNonNull(events, "events");
        this.id = requireNonNull(id, "id");
        this.type = requireNonNull(type, "type");
    }

    /**
     * Returns the events that add entries behind what is recorded now, in this order, to be saved.
     *
     * @throws org.annals.persistence.VersionConflictException when they are saved, if another save
     *     was faster; ask again
     */
    @SafeVarargs
    public final List<DomainEvent<E>> next(E... entries) {
        long version = size();
        List<DomainEvent<E>> next = new ArrayList<>(entries.length);
        for (E entry : entries) {
            version++;
            next.add(DomainEvent.of(entry, new Origin(id, version), EventDetails.none()));
        }
        return List.copyOf(next);
    }

    /** Returns how many entries were recorded, those included that upcasters drop today. */
    public long size() {
        return events.recorder()
                .readAggregate(AggregateSelection.of(id).backwards().limit(1))
                .map(StoredEvent::origin)
                .mapToLong(origin -> requireNonNull(origin, "origin").version())
                .findFirst()
                .orElse(0);
    }

    /** Returns the first entry, if there is one. */
    public Optional<E> first() {
        return read().findFirst();
    }

    /** Returns the last entry, if there is one. */
    public Optional<E> last() {
        return entries(AggregateSelection.of(id).backwards()).findFirst();
    }

    /** Returns all entries, in order, read as the stream is consumed. */
    public Stream<E> read() {
        return entries(AggregateSelection.of(id));
    }

    /**
     * Returns the entries of a selection, whose numbers from 1 are its versions.
     *
     * @throws IllegalArgumentException if it is of another id
     */
    public Stream<E> read(AggregateSelection selection) {
        if (!selection.aggregateId().equals(id)) {
            throw new IllegalArgumentException(
                    "The selection is of '%s', and this log is '%s'. Select that."
                            .formatted(selection.aggregateId(), id));
        }
        return entries(selection);
    }

    private Stream<E> entries(AggregateSelection selection) {
        return events.get(selection).map(each -> type.cast(each.event()));
    }
}
