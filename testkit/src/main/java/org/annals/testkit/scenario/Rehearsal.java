package org.annals.testkit.scenario;

import org.annals.dcb.DcbRepository;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.IdSource;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.domain.TriggerScope;
import org.annals.encryption.SubjectKeys;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** One run of a scenario: a log, a clock, a source of ids, and the aggregate in question. */
final class Rehearsal<E> implements AutoCloseable {
    static final InstantSource MILLENNIUM =
            InstantSource.fixed(Instant.parse("2000-01-01T00:00:00Z"));

    // Scenarios may share a recorder one after the other, so each begins where its log ends, with
    // more ids for each position than any scenario takes.
    private static final long IDS_A_POSITION = 1_000_000;

    private final Recorder recorder;
    private final boolean ours;
    private final EventStore store;
    private final DcbRepository decisions;
    private final TriggerScope scope;

    Rehearsal(EventTypes types, Setting setting) {
        var mapper =
                Mapper.ofCurrentVersions(types, setting.usedTranscoder())
                        .with(PersonalData.with(SubjectKeys.inMemory()));
        Recorder given = setting.recorder();
        this.ours = given == null;
        this.recorder = given == null ? MemoryRecorder.open("scenario") : given;
        this.store = new EventStore(mapper, recorder);
        this.decisions = new DcbRepository(store);
        InstantSource clock = setting.clock();
        IdSource ids = setting.ids();
        this.scope =
                TriggerScope.of(
                        clock == null ? MILLENNIUM : clock,
                        ids == null ? SequentialIds.after(recorder.head() * IDS_A_POSITION) : ids);
    }

    /** Returns the id of the aggregate in question, as it would choose it itself. */
    String newId() {
        return scope.nextId().toString();
    }

    /** Runs code with the clock and the ids of this run. */
    <T> T call(Supplier<T> code) {
        return scope.call(code);
    }

    /** Runs code with the clock and the ids of this run. */
    void run(Runnable code) {
        scope.run(code);
    }

    /** Records what is given as the past of an aggregate, and returns what is read back. */
    List<DomainEvent<E>> past(String id, List<E> givens) {
        List<DomainEvent<E>> events = new ArrayList<>(givens.size());
        for (E given : givens) {
            var origin = new Origin(id, events.size() + 1);
            events.add(call(() -> DomainEvent.of(given, origin, EventDetails.none())));
        }
        return recorded(events);
    }

    /** Records events of one aggregate, and returns what is read back. */
    List<DomainEvent<E>> recorded(List<DomainEvent<E>> events) {
        if (events.isEmpty()) {
            return events;
        }
        store.put(events);
        var first = events.getFirst().origin();
        if (first == null) {
            throw new IllegalStateException("An event of an aggregate has no origin.");
        }
        return store.get(
                        AggregateSelection.of(first.aggregateId())
                                .after(first.version() - 1)
                                .limit(events.size()))
                .map(Rehearsal::<E>typed)
                .toList();
    }

    /** Returns where decision models are got from. */
    DcbRepository decisions() {
        return decisions;
    }

    /** Returns the event as it is stored. */
    StoredEvent stored(DomainEvent<?> event) {
        return store.mapper().toStored(event);
    }

    /** Records events of no aggregate under conditions, and returns what is read back. */
    List<DomainEvent<E>> recorded(
            List<? extends DomainEvent<?>> events, Collection<AppendCondition> conditions) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Recording> recorded =
                store.put(
                        events,
                        request -> {
                            AppendRequest whole = request;
                            for (AppendCondition each : conditions) {
                                whole = whole.onCondition(each);
                            }
                            return whole;
                        });
        long before = recorded.getFirst().position() - 1;
        LogSelection read = LogSelection.all().after(before).limit(events.size());
        return store.read(read.upTo(before + events.size()))
                .map(Recording::domainEvent)
                .map(Rehearsal::<E>typed)
                .toList();
    }

    // What is read back is of a registered class, and those are the classes of the events E.
    @SuppressWarnings("unchecked")
    private static <E> DomainEvent<E> typed(DomainEvent<?> event) {
        return (DomainEvent<E>) event;
    }

    /** Closes the log, unless it was handed over. */
    @Override
    public void close() {
        if (ours) {
            recorder.close();
        }
    }
}
