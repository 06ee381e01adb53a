package org.annals.examples.selftest;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Decides what a writer asks for next, at random and by what it reads. For one thread.
 *
 * <p>Aggregates, topics and upstreams are few, so that writers get in each other's way.
 */
final class Workload {
    private static final int OWN_AGGREGATES = 40;
    private static final int SHARED_AGGREGATES = 6;
    private static final int MOST_EVENTS = 3;
    private static final int OVERSIZED = 1_050;
    private static final int LOOK_BACK = 100;
    private static final int REMEMBERED = 20;

    private final int lane;
    private final int start;
    private final long seed;
    private final Random random;
    private final Known known = new Known();
    private final Deque<Wish> settled = new ArrayDeque<>();
    private final Deque<Wish> recorded = new ArrayDeque<>();
    private long wishes;
    private long events;

    /**
     * Makes the workload of a writer.
     *
     * @param start how often the writer's process was started before
     */
    Workload(int lane, int start, long seed) {
        this.lane = lane;
        this.start = start;
        this.seed = seed;
        this.random = new Random(seed * 1_000_003 + lane * 10_007L + start);
    }

    /** Returns an earlier wish to ask for once more, now and then. */
    @Nullable Wish nextRepeat() {
        boolean isTime = !settled.isEmpty() && random.nextInt(16) == 0;
        return isTime ? anyOf(settled) : null;
    }

    private <T> T anyOf(Collection<T> choices) {
        return List.copyOf(choices).get(random.nextInt(choices.size()));
    }

    /** Remembers what became of a wish. */
    void settle(Wish wish, Outcome outcome) {
        if (outcome instanceof Outcome.Recorded(var receipt)) {
            known.add(wish.request(), receipt);
        }
        // A hole may be closed meanwhile, so that asking again may end otherwise.
        boolean mayEndOtherwise =
                outcome instanceof Outcome.Refused(var rejection) && rejection.mayEnd();
        if (wish.way() == Way.REUSING || wish.way() == Way.UNDONE) {
            return;
        }
        if (!mayEndOtherwise) {
            remember(wish, settled);
        }
        if (outcome instanceof Outcome.Recorded) {
            remember(wish, recorded);
        }
    }

    private static void remember(Wish wish, Deque<Wish> wishes) {
        wishes.addLast(wish);
        if (wishes.size() > REMEMBERED) {
            wishes.removeFirst();
        }
    }

    /** Returns a new wish, after reading what it depends on. */
    Wish next(Recorder recorder) {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return wish(Way.PLAIN, AppendRequest.of(own(recorder, 1)));
        }
        if (dice < 44) {
            return wish(Way.PLAIN, AppendRequest.of(shared(recorder)));
        }
        if (dice < 64) {
            return wish(Way.PLAIN, conditional(recorder));
        }
        if (dice < 74) {
            return wish(Way.PLAIN, tracked(recorder));
        }
        if (dice < 84) {
            return wish(Way.WITH_ROWS, withRows(recorder));
        }
        if (dice < 90) {
            return wish(Way.WITHIN, withRows(recorder));
        }
        if (dice < 93) {
            return wish(Way.UNDONE, withRows(recorder));
        }
        if (dice < 96 && !recorded.isEmpty()) {
            return wish(Way.REUSING, reusing());
        }
        if (dice < 98) {
            return wish(Way.PLAIN, AppendRequest.of(own(recorder, 2)));
        }
        boolean isOversized = dice == 98 && random.nextInt(10) == 0;
        return wish(Way.PLAIN, isOversized ? oversized() : stale());
    }

    private Wish wish(Way way, AppendRequest request) {
        return new Wish("w%d.%d.%d".formatted(lane, start, ++wishes), way, request);
    }

    // The versions of an aggregate of its own; a step of two leaves a hole.
    private List<StoredEvent> own(Recorder recorder, int step) {
        String id = "own-%d-%d".formatted(lane, random.nextInt(OWN_AGGREGATES));
        return changes(id, version(id, recorder) + step, Vocabulary.NOTED);
    }

    private List<StoredEvent> shared(Recorder recorder) {
        String id = "shared-" + random.nextInt(SHARED_AGGREGATES);
        List<StoredEvent> changes =
                new ArrayList<>(changes(id, version(id, recorder) + 1, Vocabulary.NOTED));
        if (random.nextBoolean()) {
            changes.addAll(own(recorder, 1));
        }
        return changes;
    }

    private long version(String id, Recorder recorder) {
        try (var last = recorder.readAggregate(AggregateSelection.of(id).backwards().limit(1))) {
            long read =
                    last.map(StoredEvent::origin)
                            .mapToLong(origin -> origin == null ? 0 : origin.version())
                            .sum();
            return known.version(id, read);
        }
    }

    private List<StoredEvent> changes(String id, long first, String type) {
        List<StoredEvent> changes = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_EVENTS);
        for (int i = 0; i < count; i++) {
            changes.add(event(new Origin(id, first + i), type, someTags()));
        }
        return changes;
    }

    private List<EventTag> someTags() {
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(Vocabulary.lane(lane));
            default -> List.of(Vocabulary.lane(lane), anyTopic());
        };
    }

    private EventTag anyTopic() {
        return Vocabulary.topic(random.nextInt(Vocabulary.TOPICS));
    }

    private StoredEvent event(@Nullable Origin origin, String type, List<EventTag> tags) {
        events++;
        // Never given twice: lane and start are this writer's, and their count goes on.
        long high = (seed << 32) | ((long) lane << 24) | start;
        return Events.event(new UUID(high, events), origin, type, tags);
    }

    // Rivals exclude each other: what one appends the others' conditions forbid.
    private AppendRequest conditional(Recorder recorder) {
        int topic = random.nextInt(Vocabulary.TOPICS);
        AppendRequest request = AppendRequest.of(List.of(taken(topic)));
        int conditions = 1 + random.nextInt(2);
        for (int i = 0; i < conditions; i++) {
            Query query = anyOf(Vocabulary.queriesAbout(topic));
            request =
                    request.onCondition(
                            AppendCondition.failIfMatching(query).after(read(query, recorder)));
        }
        return request;
    }

    private StoredEvent taken(int topic) {
        return event(
                null, Vocabulary.TAKEN, List.of(Vocabulary.topic(topic), Vocabulary.lane(lane)));
    }

    /** Reads what a decision depends on, and returns how far it was read. */
    private long read(Query query, Recorder recorder) {
        long after = Math.max(0, known.head(recorder.head()) - LOOK_BACK);
        LogSelection rest = LogSelection.all().after(after).matching(query).limit(20);
        while (true) {
            LogPage page = recorder.readLog(rest);
            if (page.scannedTo() >= page.head()) {
                return page.scannedTo();
            }
            rest = rest.beyond(page);
        }
    }

    private AppendRequest tracked(Recorder recorder) {
        String upstream = anyOf(Vocabulary.upstreams());
        // Now and then what was processed is processed once more, in vain.
        long tracked = known.tracked(upstream, recorder.trackedPosition(upstream));
        long next = Math.max(1, tracked + random.nextInt(3));
        return AppendRequest.of(List.of(event(null, Vocabulary.NOTED, someTags())))
                .withTracking(Tracking.of(upstream, next, new UUID(lane, next)));
    }

    private AppendRequest withRows(Recorder recorder) {
        String id = "rows-%d-%d".formatted(lane, random.nextInt(OWN_AGGREGATES));
        long next = version(id, recorder) + 1;
        AppendRequest request = AppendRequest.of(changes(id, next, Vocabulary.WITH_ROWS));
        return random.nextInt(4) > 0
                ? request
                : request.onCondition(
                        AppendCondition.failIfMatching(Query.ofTags(anyTopic()))
                                .after(known.head(recorder.head())));
    }

    /** Returns events that are recorded, in another order, beside a new one, or otherwise. */
    private AppendRequest reusing() {
        List<StoredEvent> known = anyOf(recorded).request().events();
        List<StoredEvent> changed = new ArrayList<>(known.reversed());
        if (changed.size() == 1 && random.nextBoolean()) {
            changed.add(event(null, Vocabulary.NOTED, List.of()));
        } else if (changed.size() == 1) {
            StoredEvent one = known.getFirst();
            changed.set(0, Events.event(one.id(), one.origin(), "Otherwise", one.tags()));
        }
        return AppendRequest.of(changed);
    }

    /** Returns a decision on what was known long ago. */
    private AppendRequest stale() {
        int topic = random.nextInt(Vocabulary.TOPICS);
        return AppendRequest.of(List.of(taken(topic)))
                .onCondition(AppendCondition.failIfMatching(anyOf(Vocabulary.queriesAbout(topic))));
    }

    /** Returns more events than a batch of the recorder has. */
    private AppendRequest oversized() {
        List<StoredEvent> many = new ArrayList<>();
        for (int i = 0; i < OVERSIZED; i++) {
            many.add(event(null, Vocabulary.NOTED, List.of()));
        }
        return AppendRequest.of(many);
    }
}
