package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What it means that recorded events are given tags. */
public abstract class TagFillContract extends RecorderContract {
    private static final String PLACE = "fill";
    private static final int OLD = 200;
    private static final int BATCH = 10;
    private static final int NEW = 40;

    /** For tenants. */
    protected TagFillContract() {}

    private static AddedTags at(long position, String... tags) {
        return new AddedTags(
                position, Arrays.stream(tags).map(EventTag::parse).collect(Collectors.toSet()));
    }

    private void add(AddedTags... added) {
        recorder().addTags(Arrays.asList(added));
    }

    private void assertConflictsAt(long position, Query query, long after) {
        var conflict =
                assertThrows(
                        AppendConditionFailedException.class,
                        () ->
                                recorder()
                                        .append(
                                                events.facts(1, "Late"),
                                                failIfMatching(query).after(after)));
        assertEquals(position, conflict.matchingPosition());
    }

    private List<Long> positions(Recorder recorder, Query query) {
        return FollowedPages.notifications(recorder, LogSelection.all().matching(query)).stream()
                .map(Notification::position)
                .toList();
    }

    @Test
    void anEventIsSelectedByTagsItWasGiven() {
        recorder().append(events.facts(4, "Joined"));
        add(at(1, "student:ada", "course:maths"), at(3, "student:ada"), at(4, "student:bob"));
        assertEquals(List.of(1L, 3L), positions(tagged("student:ada")));
        assertEquals(List.of(1L), positions(tagged("course:maths")));
        assertEquals(List.of(4L), positions(tagged("student:bob")));
        assertEquals(List.of(), positions(tagged("student:eve")));
        assertEquals(List.of(1L), positions(tagged("student:ada", "course:maths")));
    }

    @Test
    void anEventReadsBackAsItWasRecorded() {
        StoredEvent fact = events.fact("Joined", "course:maths");
        StoredEvent change = events.change("dog", 1);
        append(fact, change);
        List<ChainedEvent> chain = chain();
        add(at(1, "student:ada"), at(2, "student:ada"));
        assertEquals(
                List.of(fact, change),
                recorder()
                        .readLog(LogSelection.all().matching(tagged("student:ada")))
                        .notifications()
                        .stream()
                        .map(Notification::storedEvent)
                        .toList());
        assertLog(fact, change);
        assertEquals(List.of(change), aggregate("dog"));
        assertEquals(chain, chain());
    }

    private List<ChainedEvent> chain() {
        return recorder() instanceof ChainedRecorder chained ? chained.readChain(0, 10) : List.of();
    }

    @Test
    void tagsThatAnEventHasChangeNothing() {
        append(events.fact("Joined", "student:ada"), events.fact("Joined", "student:ada"));
        for (int times = 0; times < 2; times++) {
            add(at(1, "student:ada", "course:maths"), at(1, "course:maths"));
            assertEquals(List.of(1L, 2L), positions(tagged("student:ada")));
            assertEquals(List.of(1L), positions(tagged("course:maths")));
            var first = LogSelection.all().matching(tagged("student:ada")).limit(1);
            assertEquals(List.of(1L), positions(first));
            assertEquals(List.of(2L), positions(first.after(1)));
            assertEquals(List.of(2L), positions(first.backwards()));
        }
    }

    @Test
    void ownTagsAndGivenOnesCountAlike() {
        append(
                events.fact("Joined", "course:maths"),
                events.fact("Left", "course:maths"),
                events.fact("Joined", "student:ada"),
                events.fact("Joined"));
        add(at(1, "student:ada"), at(2, "student:ada"), at(3, "course:art"), at(4, "student:ada"));
        assertEquals(List.of(1L, 2L), positions(tagged("course:maths", "student:ada")));
        assertEquals(List.of(1L, 2L, 3L, 4L), positions(tagged("student:ada")));
        QueryItem joined =
                QueryItem.ofTags(EventTag.of("student", "ada")).withTypes(Set.of("Joined"));
        assertEquals(List.of(1L, 3L, 4L), positions(Query.of(joined)));
        assertEquals(
                List.of(1L, 2L, 3L, 4L), positions(Query.of(joined, QueryItem.ofTypes("Left"))));
        assertEquals(List.of(), positions(tagged("course:maths", "course:art")));
        assertEquals(List.of(3L), positions(tagged("course:art", "student:ada")));
    }

    @Test
    void positionsStayInOrderWhicheverWereGivenTagsFirst() {
        recorder().append(events.facts(3, "Joined"));
        recorder().append(events.facts(2, "Joined", "student:ada"));
        recorder().append(events.facts(3, "Joined"));
        add(at(7, "student:ada"));
        add(at(2, "student:ada"));
        recorder().append(events.facts(1, "Joined", "student:ada"));
        add(at(1, "student:ada"), at(8, "student:ada"));
        List<Long> expected = List.of(1L, 2L, 4L, 5L, 7L, 8L, 9L);
        var all = LogSelection.all().matching(tagged("student:ada"));
        assertEquals(expected, positions(all));
        assertEquals(expected.reversed(), positions(all.backwards()));
        assertEquals(expected.subList(2, 6), positions(all.after(2).upTo(8)));
        for (int limit = 1; limit < 4; limit++) {
            assertEquals(
                    expected,
                    FollowedPages.notifications(recorder(), all.limit(limit)).stream()
                            .map(Notification::position)
                            .toList());
        }
    }

    @Test
    void conditionsSeeTagsThatWereGiven() {
        recorder().append(events.facts(3, "Joined", "course:maths"));
        add(at(2, "student:ada"));
        assertConflictsAt(2, tagged("student:ada"), 0);
        assertConflictsAt(2, tagged("student:ada"), 1);
        assertConflictsAt(2, tagged("student:ada", "course:maths"), 0);
        assertConflictsAt(
                2,
                Query.of(
                        QueryItem.ofTags(EventTag.of("student", "ada"))
                                .withTypes(Set.of("Joined"))),
                0);
        assertEquals(3, recorder().head());
        recorder()
                .append(events.facts(1, "Decided"), failIfMatching(tagged("student:ada")).after(2));
        assertEquals(4, recorder().head());
    }

    @Test
    void aConflictByTagsThatWereGivenNamesTheEventsWithTheirOwn() {
        StoredEvent given = events.fact("Joined", "course:maths");
        StoredEvent own = events.fact("Joined", "student:ada");
        append(given, events.fact("Joined", "course:art"), own);
        add(at(1, "student:ada"));
        QueryItem left = QueryItem.ofTypes("Left");
        QueryItem joined =
                QueryItem.ofTypes("Joined").withTags(Set.of(EventTag.of("student", "ada")));
        var condition = failIfMatching(Query.of(left, joined));
        var conflict =
                assertThrows(
                        AppendConditionFailedException.class,
                        () -> recorder().append(events.facts(1, "Late"), condition));
        assertEquals(
                List.of(
                        new Match(1, "Joined", given.tags(), joined),
                        new Match(3, "Joined", own.tags(), joined)),
                conflict.matches());
        assertEquals(0, conflict.getSuppressed().length);
    }

    @Test
    void aPlaceIsMovedTogetherWithTags() {
        recorder().append(events.facts(3, "Joined"));
        recorder().addTags(List.of(at(1, "student:ada")), Tracking.of(PLACE, 2));
        assertEquals(Optional.of(Tracking.of(PLACE, 2)), recorder().findTracking(PLACE));
        assertEquals(List.of(1L), positions(tagged("student:ada")));
        recorder().addTags(List.of(), Tracking.of(PLACE, 3));
        assertEquals(3, recorder().trackedPosition(PLACE));
        assertEquals(3, recorder().head());
    }

    @Test
    void aPlaceThatWasReachedIsRefusedWithItsTags() {
        recorder().append(events.facts(3, "Joined"));
        recorder().addTags(List.of(at(1, "student:ada")), Tracking.of(PLACE, 2).withEpoch(1));
        for (Tracking late :
                List.of(
                        Tracking.of(PLACE, 2).withEpoch(1),
                        Tracking.of(PLACE, 1).withEpoch(1),
                        Tracking.of(PLACE, 3))) {
            var conflict =
                    assertThrows(
                            TrackingConflictException.class,
                            () -> recorder().addTags(List.of(at(2, "student:ada")), late));
            assertEquals(Optional.of(Tracking.of(PLACE, 2).withEpoch(1)), conflict.recorded());
        }
        assertEquals(List.of(1L), positions(tagged("student:ada")));
    }

    @Test
    void aPositionWithoutAnEventIsRefusedWithAllOthers() {
        recorder().append(events.facts(2, "Joined"));
        for (long unknown : new long[] {3, 1_000_000, Long.MAX_VALUE}) {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> add(at(1, "student:ada"), at(unknown, "student:ada")));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(Long.toString(unknown)),
                    refused::getMessage);
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            recorder()
                                    .addTags(
                                            List.of(at(2, "student:ada"), at(unknown, "a:b")),
                                            Tracking.of(PLACE, 2)));
        }
        assertEquals(List.of(), positions(tagged("student:ada")));
        assertEquals(0, recorder().trackedPosition(PLACE));
        // The event that comes there has the tags that it is recorded with.
        recorder().append(events.facts(1, "Joined"));
        assertEquals(List.of(), positions(tagged("student:ada")));
    }

    @Test
    void tagsBeyondALimitAreRefused() {
        recorder().append(events.facts(2, "Joined"));
        Recorder limited =
                fixture().isDurable()
                        ? fixture().reopen(Limits.builder().tags(2).tagBytes(11).build())
                        : reopenedWith(2);
        limited.addTags(List.of(at(1, "student:ada", "x:1"), at(2, "x:1")));
        assertThrows(
                IllegalArgumentException.class,
                () -> limited.addTags(List.of(at(2, "y:1"), at(1, "y:1", "y:2", "y:3"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> limited.addTags(List.of(at(2, "y:1"), at(1, "student:adam"))));
        assertEquals(List.of(), positions(tagged("y:1")));
        assertEquals(List.of(1L, 2L), positions(tagged("x:1")));
    }

    private Recorder reopenedWith(int count) {
        Recorder limited = fixture().reopen(Limits.builder().tags(2).tagBytes(11).build());
        limited.append(events.facts(count, "Joined"));
        return limited;
    }

    @Test
    void tagsAreExact() {
        recorder().append(events.facts(8, "Joined"));
        List<String> values =
                List.of("a", "A", "a ", "a:b", "\u00e4", "a\u0308", "'\"\\{}%,", "\ud83d\ude00");
        for (int i = 0; i < values.size(); i++) {
            recorder()
                    .addTags(
                            List.of(
                                    new AddedTags(
                                            i + 1L, Set.of(EventTag.of("t", values.get(i))))));
        }
        for (int i = 0; i < values.size(); i++) {
            assertEquals(
                    List.of(i + 1L),
                    positions(Query.ofTags(EventTag.of("t", values.get(i)))),
                    values.get(i));
        }
    }

    @Test
    void aSubscriptionCatchesUpWithEventsByTheTagsTheyWereGiven() {
        recorder().append(events.facts(5, "Joined"));
        add(at(2, "student:ada"), at(4, "student:ada"));
        append(events.fact("Joined", "student:ada"));
        var selection = LogSelection.all().matching(tagged("student:ada")).upTo(6);
        List<Long> seen = new ArrayList<>();
        try (Subscription<Notification> subscription = recorder().subscribe(selection)) {
            subscription.forEach(each -> seen.add(each.position()));
        }
        assertEquals(List.of(2L, 4L, 6L), seen);
    }

    @Test
    void tagsAreThereAfterReopeningIfEventsAre() {
        recorder().append(events.facts(2, "Joined"));
        recorder().addTags(List.of(at(2, "student:ada")), Tracking.of(PLACE, 2));
        assertEquals(List.of(2L), positions(tagged("student:ada")));
        Recorder reopened = fixture().reopen();
        List<Long> kept = fixture().isDurable() ? List.of(2L) : List.of();
        assertEquals(kept, positions(reopened, tagged("student:ada")));
        assertEquals(fixture().isDurable() ? 2 : 0, reopened.trackedPosition(PLACE));
    }

    @Test
    void whoeverHasTheLogOpenSeesThem() {
        recorder().append(events.facts(2, "Joined"));
        Recorder second = fixture().openSecond();
        add(at(2, "student:ada"));
        assertEquals(List.of(2L), positions(tagged("student:ada")));
        assertEquals(
                fixture().isShared() ? List.of(2L) : List.of(),
                positions(second, tagged("student:ada")));
    }

    @Test
    void tagsAndTheirPlaceAreSeenTogether() throws Exception {
        assertSeenTogether(
                number -> {
                    AppendReceipt receipt = append(events.fact("Joined"));
                    recorder()
                            .addTags(
                                    List.of(at(number, "student:ada", "course:maths")),
                                    Tracking.of(PLACE, number));
                    return receipt;
                },
                () -> recorder().trackedPosition(PLACE),
                () -> positions(tagged("student:ada", "course:maths")).size());
    }

    @Test
    void manyGiveTagsWhileOthersAppend() throws Exception {
        recorder().append(events.facts(OLD, "Joined"));
        Race.ofPlatformThreads(5, deadline())
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            switch (lane) {
                                case 0, 1 -> fill();
                                case 2, 3 -> {
                                    for (int i = 0; i < NEW; i++) {
                                        append(events.fact("Joined", "student:ada"));
                                    }
                                }
                                default -> readWholeBatches();
                            }
                            return lane;
                        });
        assertEquals(upTo(OLD + 2L * NEW), positions(recorder(), tagged("student:ada")));
        assertEquals(OLD, recorder().trackedPosition(PLACE));
    }

    /** Gives all old events a tag, some at a time; so does another thread. */
    private void fill() {
        long place = 0;
        while (place < OLD) {
            List<AddedTags> batch =
                    LongStream.rangeClosed(place + 1, place + BATCH)
                            .mapToObj(position -> at(position, "student:ada"))
                            .toList();
            try {
                recorder().addTags(batch, Tracking.of(PLACE, place + BATCH));
                place += BATCH;
            } catch (TrackingConflictException e) {
                place = recorder().trackedPosition(PLACE);
            }
        }
    }

    private void readWholeBatches() throws InterruptedException {
        List<Long> seen = List.of();
        while (seen.size() < OLD) {
            seen = positions(LogSelection.all().matching(tagged("student:ada")).upTo(OLD));
            assertEquals(0, seen.size() % BATCH, "a part of what was added at once was seen");
            assertEquals(upTo(seen.size()), seen);
            Race.letOthersRun();
        }
    }

    @Test
    void theWorkOfAnAppendMayNotGiveTags() {
        append(events.fact("Joined"));
        Recorder recorder = recorder();
        assertThrows(
                IllegalStateException.class,
                () ->
                        recorder.append(
                                AppendRequest.of(events.facts(1, "Joined"))
                                        .withWork(
                                                transaction ->
                                                        recorder.addTags(
                                                                List.of(at(1, "student:ada"))))));
        assertEquals(1, recorder.head());
        assertEquals(List.of(), positions(tagged("student:ada")));
    }

    @Test
    void noTagsAreGivenOnceTheRecorderIsClosed() {
        append(events.fact("Joined"));
        recorder().close();
        assertThrows(RecorderClosedException.class, () -> add(at(1, "student:ada")));
        assertThrows(
                RecorderClosedException.class,
                () -> recorder().addTags(List.of(at(1, "student:ada")), Tracking.of(PLACE, 1)));
    }
}
