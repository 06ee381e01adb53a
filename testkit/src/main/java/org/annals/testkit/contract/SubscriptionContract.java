package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.annals.testkit.contract.EventVariant.withData;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What following a log means: catching up, then live, each event once and in order, and how it
 * ends. It is long because a contract is one flat class.
 */
public abstract class SubscriptionContract extends RecorderContract {
    // More than any recorder keeps for those who are slow.
    private static final int MANY = 3_500;
    private static final int WRITERS = 4;
    private static final int FOLLOWERS = 4;
    private static final int ROUNDS = 50;
    private static final int EACH = 10;

    /** For tenants. */
    protected SubscriptionContract() {}

    private static LogSelection all() {
        return LogSelection.all();
    }

    private Follower<Notification> follow(LogSelection selection) throws Exception {
        return follow(recorder(), selection);
    }

    private Follower<Notification> follow(Recorder recorder, LogSelection selection)
            throws Exception {
        return Follower.of(recorder.subscribe(selection), deadline());
    }

    private static List<Long> positions(List<Notification> notifications) {
        return notifications.stream().map(Notification::position).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void appendFacts(int count) {
        recorder().append(events.facts(count, "Noticed"));
    }

    @Test
    void whatIsRecordedComesFirstAndThenWhatComes() throws Exception {
        appendFacts(3);
        try (var follower = follow(all())) {
            assertEquals(upTo(3), positions(follower.take(3)));
            for (long next = 4; next <= 8; next++) {
                var waiting = follower.startTaking(1);
                appendFacts(1);
                assertEquals(List.of(next), positions(waiting.result()));
            }
        }
    }

    @Test
    void anEmptyLogIsFollowedFromItsFirstEvent() throws Exception {
        try (var follower = follow(all())) {
            var waiting = follower.startTaking(2);
            appendFacts(1);
            appendFacts(1);
            assertEquals(upTo(2), positions(waiting.result()));
        }
    }

    @Test
    void deliveriesAreTheEventsAsTheyAreRecorded() throws Exception {
        List<StoredEvent> given =
                List.of(
                        withData(events.change("dog", 1, "owner:o1"), new byte[] {0, -1, 127}),
                        events.fact("Noticed", "a:1", "b:2"),
                        events.change("dog", 2));
        try (var follower = follow(all())) {
            append(given.get(0));
            List<StoredEvent> found = storedEvents(follower.take(1));
            var waiting = follower.startTaking(2);
            recorder().append(given.subList(1, 3));
            assertEquals(given.subList(0, 1), found);
            assertEquals(given.subList(1, 3), storedEvents(waiting.result()));
        }
    }

    private static List<StoredEvent> storedEvents(List<Notification> notifications) {
        return notifications.stream().map(Notification::storedEvent).toList();
    }

    @Test
    void afterAPositionOnlyLaterEventsAreDelivered() throws Exception {
        appendFacts(5);
        try (var after = follow(all().after(3));
                var from = follow(all().from(3));
                var afterLast = follow(all().after(5))) {
            assertEquals(range(4, 5), positions(after.take(2)));
            assertEquals(range(3, 5), positions(from.take(3)));
            var waiting = afterLast.startTaking(1);
            appendFacts(1);
            assertEquals(List.of(6L), positions(waiting.result()));
            assertEquals(List.of(6L), positions(after.take(1)));
        }
    }

    @Test
    void aSubscriptionMayBeginBeyondTheHeadAndDisturbsNobody() throws Exception {
        appendFacts(2);
        try (var ahead = follow(all().after(5));
                var behind = follow(all().after(2))) {
            var waitingAhead = ahead.startTaking(2);
            var waitingBehind = behind.startTaking(5);
            for (int i = 0; i < 5; i++) {
                appendFacts(1);
            }
            assertEquals(range(3, 7), positions(waitingBehind.result()));
            assertEquals(range(6, 7), positions(waitingAhead.result()));
        }
    }

    @Test
    void everyWayOfAppendingWakesWhoeverWaits() throws Exception {
        List<AppendRequest> requests =
                List.of(
                        AppendRequest.of(List.of(events.change("dog", 1))),
                        AppendRequest.of(List.of(events.fact("Noticed")))
                                .withTracking(Tracking.of("up1", 1)),
                        AppendRequest.of(List.of(events.fact("Noticed")))
                                .onCondition(failIfMatching(tagged("x:1"))),
                        AppendRequest.of(List.of(events.fact("Noticed")))
                                .withWork(fixture().writingRow("k", "v")));
        try (var follower = follow(all())) {
            for (int i = 0; i < requests.size(); i++) {
                var waiting = follower.startTaking(1);
                recorder().append(requests.get(i));
                assertEquals(List.of(i + 1L), positions(waiting.result()));
            }
        }
    }

    @Test
    void aFollowerMayAppendWhatItMakesOfAnEvent() throws Exception {
        appendFacts(1);
        try (var follower = follow(all())) {
            var answering =
                    follower.start(
                            () -> {
                                List<Long> seen = new ArrayList<>();
                                for (int i = 0; i < 20; i++) {
                                    seen.addAll(positions(follower.taken(1)));
                                    appendFacts(1);
                                }
                                return seen;
                            });
            assertEquals(upTo(20), answering.result());
        }
    }

    /** Appends, for each of some positions, an event, and demands that a query delivers these. */
    private void assertSelects(Query query, List<Long> expected) throws Exception {
        List<StoredEvent> given =
                List.of(
                        events.fact("type1", "x:1"),
                        events.fact("type2", "a:1", "b:1"),
                        events.fact("type3", "a:1", "c:1"),
                        events.fact("type4"),
                        events.fact("type1", "x:1", "a:1"),
                        events.fact("last", "x:1", "a:1", "b:1", "c:1"));
        recorder().append(given);
        try (var follower = follow(all().matching(query))) {
            assertEquals(expected, positions(follower.take(expected.size())));
            var waiting = follower.startTaking(expected.size());
            for (StoredEvent event : given) {
                append(events.fact(event.type(), tags(event)));
            }
            assertEquals(
                    expected.stream().map(position -> position + given.size()).toList(),
                    positions(waiting.result()));
        }
    }

    private static String[] tags(StoredEvent event) {
        return event.tags().stream().map(EventTag::toString).toArray(String[]::new);
    }

    @Test
    void typesSelectWhatIsRecordedAndWhatComes() throws Exception {
        assertSelects(Query.ofTypes("type1", "type3", "last"), List.of(1L, 3L, 5L, 6L));
    }

    @Test
    void tagsSelectWhatIsRecordedAndWhatComes() throws Exception {
        assertSelects(tagged("a:1", "b:1"), List.of(2L, 6L));
    }

    @Test
    void aQueryOfSeveralItemsSelectsWhatIsRecordedAndWhatComes() throws Exception {
        QueryItem typed =
                QueryItem.ofTags(EventTag.of("a", "1")).withTypes(List.of("type1", "type2"));
        assertSelects(
                Query.of(typed, QueryItem.ofTags(EventTag.of("c", "1")), QueryItem.ofTypes("last")),
                List.of(2L, 3L, 5L, 6L));
    }

    @Test
    void anItemThatIsEmptySelectsEverything() throws Exception {
        assertSelects(Query.of(QueryItem.ofTypes("type1"), QueryItem.ofTags()), upTo(6));
    }

    @Test
    void aSubscriptionThatNothingMatchesGoesOn() throws Exception {
        recorder().append(events.facts(1_100, "Other"));
        try (var follower = follow(all().matching(tagged("a:1")))) {
            var waiting = follower.startTaking(1);
            for (int i = 0; i < 3; i++) {
                recorder().append(events.facts(500, "Other"));
            }
            append(events.fact("Wanted", "a:1"));
            assertEquals(List.of(2_601L), positions(waiting.result()));
        }
    }

    @Test
    void followersOfDifferentPlacesAndQueriesDoNotDisturbEachOther() throws Exception {
        recorder().append(events.facts(10, "Old"));
        try (var everything = follow(all());
                var late = follow(all().after(11));
                var rare = follow(all().matching(Query.ofTypes("Rare")));
                var bounded = follow(all().upTo(12))) {
            var all = everything.startTaking(14);
            var lateOnes = late.startTaking(3);
            var rareOnes = rare.startTaking(2);
            var boundedOnes = bounded.startTaking(Integer.MAX_VALUE);
            append(events.fact("Rare"), events.fact("New"), events.fact("New"));
            append(events.fact("Rare"));
            assertEquals(upTo(14), positions(all.result()));
            assertEquals(range(12, 14), positions(lateOnes.result()));
            assertEquals(List.of(11L, 14L), positions(rareOnes.result()));
            assertEquals(upTo(12), positions(boundedOnes.result()));
        }
    }

    @Test
    void tenEventsOfOneAppendArriveInPagesOfThree() throws Exception {
        appendFacts(10);
        try (var follower = follow(all().limit(3))) {
            assertEquals(upTo(10), positions(follower.take(10)));
            var waiting = follower.startTaking(10);
            appendFacts(10);
            assertEquals(range(11, 20), positions(waiting.result()));
        }
    }

    @Test
    void pagesOfOneAreFollowedToo() throws Exception {
        recorder().append(events.facts(4, "Other"));
        append(events.fact("Wanted"), events.fact("Other"), events.fact("Wanted"));
        try (var follower = follow(all().matching(Query.ofTypes("Wanted")).limit(1))) {
            assertEquals(List.of(5L, 7L), positions(follower.take(2)));
            var waiting = follower.startTaking(1);
            append(events.fact("Other"), events.fact("Wanted"));
            assertEquals(List.of(9L), positions(waiting.result()));
        }
    }

    @Test
    void aPageThatIsBoundedInBytesIsNotTheEnd() throws Exception {
        fixture().reopen(PageContract.limitedTo(250));
        for (int i = 0; i < 9; i++) {
            append(withData(events.fact("Noticed"), new byte[100]));
        }
        try (var follower = follow(all())) {
            assertEquals(upTo(9), positions(follower.take(9)));
            var waiting = follower.startTaking(4);
            for (int i = 0; i < 4; i++) {
                append(withData(events.fact("Noticed"), new byte[300]));
            }
            assertEquals(range(10, 13), positions(waiting.result()));
        }
    }

    @Test
    void aSlowFollowerMissesNothing() throws Exception {
        try (var follower = follow(all())) {
            var waiting = follower.startTaking(1);
            appendFacts(2);
            assertEquals(List.of(1L), positions(waiting.result()));
            for (int i = 0; i < 7; i++) {
                appendFacts(MANY / 7);
            }
            assertEquals(range(2, MANY), positions(follower.take(MANY - 1)));
            appendFacts(1);
            assertEquals(range(MANY + 1, MANY + 3), positions(follower.take(3)));
        }
    }

    @Test
    void itEndsAtItsUpperBound() throws Exception {
        appendFacts(5);
        try (var recorded = follow(all().upTo(3));
                var coming = follow(all().after(1).upTo(7))) {
            assertEquals(upTo(3), positions(recorded.rest()));
            var waiting = coming.startTaking(Integer.MAX_VALUE);
            appendFacts(5);
            assertEquals(range(2, 7), positions(waiting.result()));
            assertEquals(List.of(), coming.rest());
        }
    }

    @Test
    void itEndsAtItsUpperBoundWhereNothingMatches() throws Exception {
        append(events.fact("Other"), events.fact("Wanted"), events.fact("Other"));
        var wanted = all().matching(Query.ofTypes("Wanted"));
        try (var recorded = follow(wanted.upTo(3));
                var coming = follow(wanted.upTo(5))) {
            assertEquals(List.of(2L), positions(recorded.rest()));
            var waiting = coming.startTaking(Integer.MAX_VALUE);
            append(events.fact("Other"), events.fact("Other"));
            assertEquals(List.of(2L), positions(waiting.result()));
        }
    }

    @Test
    void whereNothingIsBetweenTheBoundsItEndsAtOnce() throws Exception {
        appendFacts(2);
        try (var nothing = follow(all().upTo(0));
                var equal = follow(all().after(7).upTo(7));
                var crossed = follow(all().after(7).upTo(3));
                var highest = follow(all().after(Long.MAX_VALUE));
                var one = follow(all().after(1).upTo(2))) {
            assertEquals(List.of(), nothing.rest());
            assertEquals(List.of(), equal.rest());
            assertEquals(List.of(), crossed.rest());
            assertEquals(List.of(), highest.rest());
            assertEquals(List.of(2L), positions(one.rest()));
        }
    }

    @Test
    void whoeverBeginsWhileOthersAppendGetsEachEventOnceInOrder() throws Exception {
        long eachRound = WRITERS * EACH;
        Race.ofPlatformThreads(WRITERS + FOLLOWERS, deadline())
                .run(
                        (lane, barrier) -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                long before = round * eachRound;
                                barrier.await();
                                if (lane < WRITERS) {
                                    appendOneByOne(EACH);
                                } else {
                                    long after = Math.max(0, before - 10L * (lane - WRITERS));
                                    var selection = all().after(after).upTo(before + eachRound);
                                    assertEquals(
                                            range(after + 1, before + eachRound),
                                            iterated(recorder(), selection.limit(lane)));
                                }
                            }
                            return lane;
                        });
        assertEquals(ROUNDS * eachRound, recorder().head());
    }

    private void appendOneByOne(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            appendFacts(1);
            Race.letOthersRun();
        }
    }

    /** Follows on the calling thread until the iteration ends. */
    private static List<Long> iterated(Recorder recorder, LogSelection selection) {
        List<Long> seen = new ArrayList<>();
        try (var subscription = recorder.subscribe(selection)) {
            for (Notification notification : subscription) {
                seen.add(notification.position());
            }
        }
        return seen;
    }

    @Test
    void twoHundredSubscriptionsAllGetEveryEvent() throws Exception {
        int total = 50;
        appendFacts(5);
        Race.ofVirtualThreads(201, deadline())
                .run(
                        (lane, barrier) -> {
                            try (var subscription = recorder().subscribe(all())) {
                                var deliveries = subscription.iterator();
                                for (long position = 1; position <= total; position++) {
                                    if (lane == 0 && position > 5) {
                                        appendFacts(1);
                                    }
                                    assertEquals(position, deliveries.next().position());
                                    // Nothing more comes before everyone has this one.
                                    barrier.await();
                                }
                                return lane;
                            }
                        });
        assertEquals(total, recorder().head());
    }

    @Test
    void whatASecondOpeningRecordsIsDeliveredWhereTheLogIsTheSame() throws Exception {
        Recorder second = fixture().openSecond();
        appendFacts(1);
        try (var follower = follow(all().after(1))) {
            var waiting = follower.startTaking(1);
            second.append(List.of(events.fact("Elsewhere")));
            if (fixture().isShared()) {
                assertEquals(List.of("Elsewhere"), types(waiting.result()));
                waiting = follower.startTaking(1);
            }
            append(events.fact("Here"));
            assertEquals(List.of("Here"), types(waiting.result()));
            assertEquals(fixture().isShared() ? 3 : 2, recorder().head());
        }
    }

    private static List<String> types(List<Notification> notifications) {
        return storedEvents(notifications).stream().map(StoredEvent::type).toList();
    }

    @Test
    void twoOpeningsThatBothAppendAreFollowedInOneOrder() throws Exception {
        List<Recorder> both = List.of(recorder(), fixture().openSecond());
        int own = 60;
        int total = fixture().isShared() ? 2 * own : own;
        List<List<Long>> seen =
                Race.ofPlatformThreads(4, deadline())
                        .run(
                                (lane, barrier) -> {
                                    Recorder mine = both.get(lane % 2);
                                    barrier.await();
                                    if (lane >= 2) {
                                        return iterated(mine, all().upTo(total));
                                    }
                                    for (int i = 0; i < own; i++) {
                                        mine.append(List.of(events.fact("Noticed")));
                                    }
                                    return upTo(total);
                                });
        assertEquals(Set.of(upTo(total)), new HashSet<>(seen));
    }

    @Test
    void stoppedBeforeItIsIteratedItDeliversNothing() throws Exception {
        appendFacts(2);
        try (var stopped = follow(all());
                var other = follow(all())) {
            stopped.stop();
            assertEquals(List.of(), stopped.rest());
            assertEquals(upTo(2), positions(other.take(2)));
        }
    }

    @Test
    void stoppedBetweenTwoDeliveriesItEnds() throws Exception {
        appendFacts(5);
        try (var follower = follow(all())) {
            assertEquals(upTo(2), positions(follower.take(2)));
            follower.stop();
            assertEquals(List.of(), follower.rest());
        }
    }

    @Test
    void stoppingEndsTheWaiting() throws Exception {
        appendFacts(1);
        try (var follower = follow(all())) {
            assertEquals(List.of(1L), positions(follower.take(1)));
            var waiting = follower.startTaking(1);
            follower.stop();
            assertEquals(List.of(), waiting.result());
            appendFacts(1);
            assertEquals(List.of(), follower.rest());
        }
    }

    @Test
    void closingASubscriptionStopsItAndTwiceIsOnce() throws Exception {
        appendFacts(1);
        Subscription<Notification> subscription = recorder().subscribe(all());
        try (var follower = Follower.of(subscription, deadline())) {
            assertEquals(List.of(1L), positions(follower.take(1)));
            var waiting = follower.startTaking(1);
            subscription.close();
            subscription.close();
            subscription.stop();
            assertEquals(List.of(), waiting.result());
            subscription.stop();
            assertEquals(List.of(), follower.rest());
        }
    }

    @Test
    void stoppingOneLeavesTheOthersWaiting() throws Exception {
        appendFacts(1);
        try (var one = follow(all());
                var other = follow(all())) {
            assertEquals(List.of(1L), positions(one.take(1)));
            var waiting = one.startTaking(1);
            var otherWaiting = other.startTaking(2);
            one.stop();
            assertEquals(List.of(), waiting.result());
            appendFacts(1);
            assertEquals(upTo(2), positions(otherWaiting.result()));
        }
    }

    @Test
    void stoppingAtAnyMomentJustEndsTheIteration() throws Exception {
        int given = 20;
        appendFacts(given);
        Race.ofPlatformThreads(2, deadline())
                .run(
                        (lane, barrier) -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                long least = round % given;
                                assertTrue(iteratedUntilStoppedAfter(least) >= least);
                            }
                            return lane;
                        });
        assertEquals(upTo(given), iterated(recorder(), all().upTo(given)));
    }

    /** Returns how many were delivered although it was stopped after so many by another thread. */
    private long iteratedUntilStoppedAfter(long count) throws InterruptedException {
        var seen = new AtomicLong();
        var subscription = recorder().subscribe(all());
        Runnable stop =
                () -> {
                    while (seen.get() < count) {
                        Thread.onSpinWait();
                    }
                    subscription.stop();
                };
        Thread stopping = Thread.ofPlatform().name("stopping").daemon().start(stop);
        long last = 0;
        try {
            for (Notification notification : subscription) {
                assertEquals(++last, notification.position());
                seen.set(last);
            }
            return last;
        } finally {
            seen.set(Long.MAX_VALUE);
            stopping.join();
        }
    }

    @Test
    void whatWasPromisedIsDeliveredAndNothingElse() throws Exception {
        appendFacts(3);
        try (var follower = follow(all())) {
            var step =
                    follower.start(
                            () -> {
                                var deliveries = follower.iterator();
                                assertTrue(deliveries.hasNext());
                                assertTrue(deliveries.hasNext());
                                follower.stop();
                                assertEquals(1, deliveries.next().position());
                                assertFalse(deliveries.hasNext());
                                return assertThrows(NoSuchElementException.class, deliveries::next);
                            });
            step.result();
        }
    }

    @Test
    void nextNeedNotBeAskedFor() throws Exception {
        appendFacts(2);
        try (var follower = follow(all().upTo(3))) {
            var step =
                    follower.startWaiting(
                            () -> {
                                var deliveries = follower.iterator();
                                return List.of(
                                        deliveries.next(), deliveries.next(), deliveries.next());
                            });
            appendFacts(1);
            assertEquals(upTo(3), positions(step.result()));
        }
    }

    @Test
    void aSecondIteratorIsRefused() throws Exception {
        appendFacts(1);
        try (var subscription = recorder().subscribe(all())) {
            assertEquals(1, subscription.iterator().next().position());
            assertThrows(IllegalStateException.class, subscription::iterator);
        }
    }

    @Test
    void closingTheRecorderEndsTheWaiting() throws Exception {
        appendFacts(1);
        try (var one = follow(all());
                var other = follow(all().matching(Query.ofTypes("Other")))) {
            var waiting = one.startTaking(2);
            var otherWaiting = other.startTaking(1);
            recorder().close();
            assertThrows(RecorderClosedException.class, waiting::result);
            assertThrows(RecorderClosedException.class, otherWaiting::result);
        }
    }

    @Test
    void closingTheRecorderEndsAnIterationThatHasMore() throws Exception {
        appendFacts(MANY);
        try (var follower = follow(all())) {
            assertEquals(upTo(2), positions(follower.take(2)));
            recorder().close();
            assertThrows(RecorderClosedException.class, () -> follower.take(1));
        }
    }

    @Test
    void theFollowerItselfMayCloseTheRecorder() throws Exception {
        appendFacts(2);
        try (var follower = follow(all())) {
            var closing =
                    follower.start(
                            () -> {
                                assertEquals(upTo(2), positions(follower.taken(2)));
                                recorder().close();
                                return assertThrows(
                                        RecorderClosedException.class, () -> follower.taken(1));
                            });
            closing.result();
        }
    }

    @Test
    void stoppedAndThenClosedItJustEnds() throws Exception {
        appendFacts(1);
        try (var follower = follow(all())) {
            assertEquals(List.of(1L), positions(follower.take(1)));
            var waiting = follower.startTaking(1);
            follower.stop();
            recorder().close();
            assertEquals(List.of(), waiting.result());
            assertEquals(List.of(), follower.rest());
        }
    }

    @Test
    void aClosedRecorderRefusesSubscriptions() {
        recorder().close();
        assertThrows(RecorderClosedException.class, () -> recorder().subscribe(all()));
    }

    @Test
    void interruptingEndsTheWaitingAndItMayGoOn() throws Exception {
        appendFacts(1);
        try (var follower = follow(all().after(1))) {
            var flag =
                    follower.startWaiting(
                            () -> {
                                assertThrows(
                                        RecorderUnavailableException.class,
                                        () -> follower.taken(1));
                                return Thread.interrupted();
                            });
            follower.interrupt();
            assertTrue(flag.result());
            appendFacts(2);
            assertEquals(range(2, 3), positions(follower.take(2)));
        }
    }

    @Test
    void pagesOfNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> recorder().subscribe(all().limit(0)));
    }

    @Test
    void goingBackwardsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> recorder().subscribe(all().backwards()));
    }

    @Test
    void aQueryBeyondTheLimitsIsRefused() {
        String[] types =
                IntStream.rangeClosed(0, Limits.defaults().queryTypes())
                        .mapToObj(i -> "type" + i)
                        .toArray(String[]::new);
        var tooMany = all().matching(Query.ofTypes(types));
        assertThrows(IllegalArgumentException.class, () -> recorder().subscribe(tooMany));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> recorder().subscribe(null));
    }
}
