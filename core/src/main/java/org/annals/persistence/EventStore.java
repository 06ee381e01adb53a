package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.Recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps domain events: a mapper and a recorder. May be shared between threads. */
public final class EventStore {
    private final Mapper mapper;
    private final Recorder recorder;

    /** Makes an event store, whose mapper is the one given, bound to the recorder's log. */
    public EventStore(Mapper mapper, Recorder recorder) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.mapper = mapper.ofLog(recorder.identity().logId());
    }

    /** Returns the mapper. */
    public Mapper mapper() {
        return mapper;
    }

    /** Returns the recorder. */
    public Recorder recorder() {
        return recorder;
    }

    /**
     * Records events, all or none, and returns each with its position, in order.
     *
     * @throws IllegalArgumentException if the class of one is not registered; nothing was written
     * @throws VersionConflictException if a version is taken or would leave a hole
     */
    public List<Recording> put(Collection<? extends DomainEvent<?>> events) {
        return put(events, request -> request);
    }

    /**
     * Records events together with what is added to their request: conditions, tracking, rows of
     * the user's own.
     *
     * @throws RuntimeException as {@link Recorder#append(AppendRequest)} does
     */
    public List<Recording> put(
            Collection<? extends DomainEvent<?>> events, UnaryOperator<AppendRequest> more) {
        List<StoredEvent> stored = new ArrayList<>(events.size());
        for (DomainEvent<?> event : events) {
            stored.add(mapper.toStored(event));
        }
        AppendRequest request = more.apply(AppendRequest.of(stored));
        if (request.isEmpty()) {
            return List.of();
        }
        AppendReceipt receipt = recorder.append(request);
        List<Recording> recordings = new ArrayList<>(stored.size());
        long position = receipt.first();
        for (DomainEvent<?> event : events) {
            recordings.add(new Recording(position++, event));
        }
        return List.copyOf(recordings);
    }

    /**
     * Returns the selected events of an aggregate, read and decoded as the stream is consumed. All
     * that a stored event turns into comes together, with the same version.
     */
    public Stream<DomainEvent<?>> get(AggregateSelection selection) {
        return recorder.readAggregate(selection)
                .flatMap(stored -> mapper.toDomain(stored).stream());
    }

    /**
     * Returns the selected events of the log up to its head as first seen, page by page as the
     * stream is consumed. The selection's limit is the size of a page. All that a stored event
     * turns into comes together, with the same position.
     *
     * @throws IllegalArgumentException if the limit is 0
     */
    public Stream<Recording> read(LogSelection selection) {
        return LogStream.of(recorder, selection)
                .flatMap(
                        each ->
                                mapper.toDomain(each).stream()
                                        .map(event -> new Recording(each.position(), event)));
    }

    /**
     * Returns a stream of the selected events: those that are recorded, and then those that come.
     * The selection's limit is the size of the pages in which it catches up. An event that cannot
     * be read is thrown when it is taken.
     *
     * @throws IllegalArgumentException if the limit is 0 or the selection goes backwards
     */
    public Subscription<Delivery> subscribe(LogSelection selection) {
        String log = recorder.identity().name();
        return recorder.subscribe(selection).map(each -> delivery(log, each));
    }

    private Delivery delivery(String log, Notification notification) {
        return new Delivery(
                mapper.toDomain(notification),
                Tracking.of(log, notification.position(), notification.storedEvent().id()));
    }
}
