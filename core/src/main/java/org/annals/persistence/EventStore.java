package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps domain events: a mapper and a recorder. May be shared between threads. */
public final class EventStore {
    private final Mapper mapper;
    private final Recorder recorder;
    private final FilledKeys filledKeys;
    private final TagFiller tagFiller;
    private final TagFilling filling;

    /** Makes an event store, whose mapper is the one given, bound to the recorder's log. */
    public EventStore(Mapper mapper, Recorder recorder) {
        this(mapper, recorder, TagFilling.none());
    }

    /** Makes an event store whose older events may lack tags. */
    public EventStore(Mapper mapper, Recorder recorder, TagFilling filling) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.mapper = mapper.ofLog(recorder.identity().logId());
        this.filling = filling;
        this.filledKeys = new FilledKeys(recorder, filling.units(mapper.types()));
        this.tagFiller = new TagFiller(filling, filledKeys, this.mapper, recorder);
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
     * the user's own. They are recorded, and returned, with the tags that functions of the {@link
     * TagFilling} give them behind their own.
     *
     * @throws TagsUnfinishedException if a condition asks for tags that are {@linkplain
     *     #requireFinishedTags not filled}; nothing was written
     * @throws RuntimeException as {@link Recorder#append(AppendRequest)} does
     */
    public List<Recording> put(
            Collection<? extends DomainEvent<?>> events, UnaryOperator<AppendRequest> more) {
        List<DomainEvent<?>> tagged = new ArrayList<>(events.size());
        List<StoredEvent> stored = new ArrayList<>(events.size());
        for (DomainEvent<?> event : events) {
            DomainEvent<?> whole = filling.withTagsOfFunctions(event);
            tagged.add(whole);
            stored.add(mapper.toStored(whole));
        }
        AppendRequest request = more.apply(AppendRequest.of(stored));
        if (request.isEmpty()) {
            return List.of();
        }
        filledKeys.require(request);
        AppendReceipt receipt = recorder.append(request);
        List<Recording> recordings = new ArrayList<>(stored.size());
        long position = receipt.first();
        for (DomainEvent<?> event : tagged) {
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

    /**
     * Returns the tags by which an event that was read is selected: those that it was recorded
     * with, and those of the {@link TagFilling}.
     */
    public Collection<EventTag> selectingTags(DomainEvent<?> event) {
        if (filling.keys().isEmpty()) {
            return event.tags();
        }
        Set<EventTag> tags = new LinkedHashSet<>(event.tags());
        tags.addAll(filling.tags(filling.keys(), event));
        return tags;
    }

    /**
     * Returns by what the events that a query finds are filled, as text, which is empty if by
     * nothing. What was remembered by another such text may lack events.
     */
    public String fillingOf(Query query) {
        return filledKeys.declaredFor(query);
    }

    /**
     * Refuses a query for tags that older events may lack: for whoever decides on what it reads by
     * one. That a key is finished for a type of events is read once, and that it is not is read
     * again each time. So after an {@linkplain TagFilling#forgetFinished import} in another
     * process, which makes it void, this store is to be opened again.
     *
     * @throws TagsUnfinishedException if one of its tags has a key of the {@link TagFilling} that
     *     is not filled in this log, for a type that the query allows and that has events
     */
    public void requireFinishedTags(Query query) {
        filledKeys.require(query);
    }

    /**
     * Gives the events of the log the tags of the {@link TagFilling} that they lack, page by page
     * up to its head as last seen, and then records for good that its keys are filled, for the
     * types of events that have them by their components today.
     *
     * <p>Others may append meanwhile: they wait for a page's tags at most. It may be called by
     * several processes at once, and again at any time: it goes on where it has come to, also after
     * a failure or the end of the process. It asks anew what is filled, and if all is, or nothing
     * is recorded that could lack a tag, it returns at once, with position 0.
     *
     * @param listener told after each page, on this thread
     * @throws IllegalArgumentException if an event lacks more tags than the recorder's limits allow
     *     one to have, or a longer one; those that it has do not count, so that it may come to be
     *     selected by more than it could be recorded with
     * @throws UnreadableEventException if an event cannot be read; those before it are filled
     * @throws UnknownEventTypeException likewise
     * @throws OutcomeUnknownException if a reply was lost: call it again
     * @throws org.annals.settings.ConfigurationException if the database does not let this user
     */
    public FillProgress fillTags(Consumer<? super FillProgress> listener) {
        return tagFiller.fill(requireNonNull(listener, "listener"));
    }

    /**
     * Looks at the events after a position once more, whether or not the keys are filled: for a log
     * to which an older release, which gives no such tags, has appended since.
     *
     * @param after such as {@link FillProgress#position()} of the first filling; 0 for all
     * @throws IllegalArgumentException also if the position is negative
     * @throws RuntimeException otherwise as {@link #fillTags} does; what is before is filled
     */
    public FillProgress fillTagsAgain(long after, Consumer<? super FillProgress> listener) {
        return tagFiller.fillAgain(after, requireNonNull(listener, "listener"));
    }

    private Delivery delivery(String log, Notification notification) {
        return new Delivery(
                mapper.toDomain(notification),
                Tracking.of(log, notification.position(), notification.storedEvent().id()));
    }
}
