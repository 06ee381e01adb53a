package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.testkit.contract.Follower.Step;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What following a log in pages means: that each page says how far the log was scanned, also where
 * nothing was selected, and begins where the one before ended. What a subscription is apart from
 * that is {@link SubscriptionContract}'s.
 */
public abstract class PageSubscriptionContract extends RecorderContract {
    // More than any recorder keeps for those who are slow.
    private static final int MANY = 3_500;
    private static final int WRITERS = 3;
    private static final int FOLLOWERS = 3;
    private static final int ROUNDS = 20;
    private static final int EACH = 10;

    /** For tenants. */
    protected PageSubscriptionContract() {}

    private static LogSelection all() {
        return LogSelection.all();
    }

    private static LogSelection wanted() {
        return all().matching(Query.ofTypes("Wanted"));
    }

    private Follower<LogPage> follow(LogSelection selection) throws Exception {
        return Follower.of(recorder().subscribePages(selection), deadline());
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void appendFacts(int count) {
        recorder().append(events.facts(count, "Noticed"));
    }

    /** Appends one event of each type. */
    private void appendEach(String... types) {
        for (String type : types) {
            append(events.fact(type));
        }
    }

    /** Takes pages, on the follower's thread, until the log was scanned to a position or ends. */
    private static List<LogPage> scanned(Iterator<LogPage> pages, long position) {
        List<LogPage> taken = new ArrayList<>();
        while ((taken.isEmpty() || taken.getLast().scannedTo() < position) && pages.hasNext()) {
            taken.add(pages.next());
        }
        return taken;
    }

    private static List<LogPage> scan(Follower<LogPage> follower, long position) throws Exception {
        return follower.start(() -> scanned(follower.iterator(), position)).result();
    }

    private static Step<List<LogPage>> startScanning(Follower<LogPage> follower, long position)
            throws Exception {
        return follower.startWaiting(() -> scanned(follower.iterator(), position));
    }

    private static List<Long> positions(List<LogPage> pages) {
        return pages.stream()
                .flatMap(page -> page.notifications().stream())
                .map(Notification::position)
                .toList();
    }

    /** Demands pages that go on from a place to another and have these positions between them. */
    private static void assertScanned(
            long from, long to, List<Long> expected, List<LogPage> pages) {
        long place = from;
        for (LogPage page : pages) {
            assertTrue(page.scannedTo() > place, () -> "goes nowhere: " + page);
            assertTrue(page.scannedTo() <= page.head(), () -> "is beyond the head: " + page);
            for (Notification each : page.notifications()) {
                assertTrue(each.position() > place, () -> "comes again: " + each);
                assertTrue(each.position() <= page.scannedTo(), () -> "comes early: " + each);
            }
            place = page.scannedTo();
        }
        assertEquals(expected, positions(pages));
        assertEquals(to, place);
    }

    @Test
    void whatIsRecordedComesFirstAndThenWhatComes() throws Exception {
        appendFacts(3);
        try (var follower = follow(all())) {
            assertScanned(0, 3, upTo(3), scan(follower, 3));
            for (long next = 4; next <= 8; next++) {
                var waiting = startScanning(follower, next);
                appendFacts(1);
                assertScanned(next - 1, next, List.of(next), waiting.result());
            }
        }
    }

    @Test
    void noPageHasMoreEventsThanTheLimitAndEachBeginsWhereTheOneBeforeEnded() throws Exception {
        appendFacts(10);
        try (var follower = follow(all().limit(3))) {
            List<LogPage> recorded = scan(follower, 10);
            var waiting = startScanning(follower, 20);
            appendFacts(10);
            List<LogPage> coming = waiting.result();

            assertScanned(0, 10, upTo(10), recorded);
            assertScanned(10, 20, range(11, 20), coming);
            for (LogPage page : recorded) {
                assertTrue(page.notifications().size() <= 3);
                assertEquals(10, page.head());
            }
            coming.forEach(page -> assertTrue(page.notifications().size() <= 3));
        }
    }

    @Test
    void whereNothingIsSelectedAPageSaysHowFarTheLogWasScanned() throws Exception {
        recorder().append(events.facts(1_100, "Other"));
        try (var follower = follow(wanted())) {
            assertScanned(0, 1_100, List.of(), scan(follower, 1_100));
            var waiting = startScanning(follower, 1_102);
            appendEach("Other", "Other");
            assertScanned(1_100, 1_102, List.of(), waiting.result());
        }
    }

    @Test
    void pagesHaveExactlyWhatIsSelectedAndReachBeyondTheLastOfIt() throws Exception {
        String[] mixed = {"Other", "Wanted", "Other", "Other", "Wanted", "Wanted", "Other"};
        appendEach(mixed);
        try (var follower = follow(wanted().limit(2))) {
            assertScanned(0, 7, List.of(2L, 5L, 6L), scan(follower, 7));
            var waiting = startScanning(follower, 14);
            recorder()
                    .append(
                            IntStream.range(0, mixed.length)
                                    .mapToObj(i -> events.fact(mixed[i]))
                                    .toList());
            assertScanned(7, 14, List.of(9L, 12L, 13L), waiting.result());
        }
    }

    @Test
    void afterAPositionPagesBeginBehindIt() throws Exception {
        appendFacts(5);
        try (var after = follow(all().after(3));
                var from = follow(all().from(3));
                var afterLast = follow(all().after(5))) {
            assertScanned(3, 5, range(4, 5), scan(after, 5));
            assertScanned(2, 5, range(3, 5), scan(from, 5));
            var waiting = startScanning(afterLast, 6);
            appendFacts(1);
            assertScanned(5, 6, List.of(6L), waiting.result());
        }
    }

    @Test
    void aSubscriptionMayBeginBeyondTheHead() throws Exception {
        appendFacts(2);
        try (var follower = follow(all().after(5))) {
            var waiting = startScanning(follower, 7);
            for (int i = 0; i < 5; i++) {
                appendFacts(1);
            }
            assertScanned(5, 7, range(6, 7), waiting.result());
        }
    }

    @Test
    void followersOfDifferentPlacesAndQueriesDoNotDisturbEachOther() throws Exception {
        appendEach("Other", "Wanted", "Other");
        try (var everything = follow(all());
                var some = follow(wanted());
                var late = follow(all().after(4))) {
            var ofAll = startScanning(everything, 6);
            var ofSome = startScanning(some, 6);
            var ofLate = startScanning(late, 6);
            appendEach("Other", "Wanted", "Other");
            assertScanned(0, 6, upTo(6), ofAll.result());
            assertScanned(0, 6, List.of(2L, 5L), ofSome.result());
            assertScanned(4, 6, range(5, 6), ofLate.result());
        }
    }

    @Test
    void itEndsAtItsUpperBoundAndWasScannedToIt() throws Exception {
        appendFacts(5);
        try (var recorded = follow(all().upTo(3));
                var coming = follow(all().after(1).upTo(7))) {
            assertScanned(0, 3, upTo(3), recorded.rest());
            var waiting = coming.startTaking(Integer.MAX_VALUE);
            appendFacts(5);
            assertScanned(1, 7, range(2, 7), waiting.result());
            assertEquals(List.of(), coming.rest());
        }
    }

    @Test
    void itEndsAtItsUpperBoundWhereNothingIsSelected() throws Exception {
        appendEach("Other", "Wanted", "Other");
        try (var recorded = follow(wanted().upTo(3));
                var coming = follow(wanted().upTo(5))) {
            assertScanned(0, 3, List.of(2L), recorded.rest());
            var waiting = coming.startTaking(Integer.MAX_VALUE);
            appendEach("Other", "Other", "Other");
            assertScanned(0, 5, List.of(2L), waiting.result());
        }
    }

    @Test
    void whereNothingIsBetweenTheBoundsThereIsNoPage() throws Exception {
        appendFacts(2);
        try (var nothing = follow(all().upTo(0));
                var equal = follow(all().after(7).upTo(7));
                var crossed = follow(all().after(7).upTo(3));
                var one = follow(all().after(1).upTo(2))) {
            assertEquals(List.of(), nothing.rest());
            assertEquals(List.of(), equal.rest());
            assertEquals(List.of(), crossed.rest());
            assertScanned(1, 2, List.of(2L), one.rest());
        }
    }

    @Test
    void aPageThatIsBoundedInBytesSaysWhereItEnds() throws Exception {
        fixture().reopen(PageContract.limitedTo(250));
        for (int i = 0; i < 9; i++) {
            append(withData(events.fact("Noticed"), new byte[100]));
        }
        try (var follower = follow(all())) {
            assertScanned(0, 9, upTo(9), scan(follower, 9));
            var waiting = startScanning(follower, 13);
            for (int i = 0; i < 4; i++) {
                append(withData(events.fact("Noticed"), new byte[300]));
            }
            assertScanned(9, 13, range(10, 13), waiting.result());
        }
    }

    @Test
    void aSlowFollowerMissesNothing() throws Exception {
        appendFacts(1);
        try (var follower = follow(all())) {
            assertScanned(0, 1, List.of(1L), scan(follower, 1));
            var waiting = startScanning(follower, 2);
            appendFacts(1);
            assertScanned(1, 2, List.of(2L), waiting.result());
            for (int i = 0; i < 7; i++) {
                appendFacts(MANY / 7);
            }
            assertScanned(2, MANY + 2, range(3, MANY + 2), scan(follower, MANY + 2));
        }
    }

    @Test
    void whoeverBeginsWhileOthersAppendGetsPagesWithoutGaps() throws Exception {
        long eachRound = WRITERS * EACH;
        Race.ofPlatformThreads(WRITERS + FOLLOWERS, deadline())
                .run(
                        (lane, barrier) -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                long before = round * eachRound;
                                barrier.await();
                                if (lane < WRITERS) {
                                    appendOneByOne();
                                } else {
                                    long end = before + eachRound;
                                    assertScanned(
                                            before,
                                            end,
                                            range(before + 1, end),
                                            iterated(all().after(before).upTo(end).limit(lane)));
                                }
                            }
                            return lane;
                        });
        assertEquals(ROUNDS * eachRound, recorder().head());
    }

    private void appendOneByOne() throws InterruptedException {
        for (int i = 0; i < EACH; i++) {
            appendFacts(1);
            Race.letOthersRun();
        }
    }

    /** Follows on the calling thread until the iteration ends. */
    private List<LogPage> iterated(LogSelection selection) {
        List<LogPage> seen = new ArrayList<>();
        try (var subscription = recorder().subscribePages(selection)) {
            subscription.forEach(seen::add);
        }
        return seen;
    }

    @Test
    void stoppedBetweenTwoPagesItEnds() throws Exception {
        appendFacts(5);
        try (var follower = follow(all().limit(2))) {
            assertEquals(upTo(2), positions(follower.take(1)));
            follower.stop();
            assertEquals(List.of(), follower.rest());
        }
    }

    @Test
    void stoppingEndsTheWaitingAndLeavesOthersAlone() throws Exception {
        appendFacts(1);
        try (var one = follow(all());
                var other = follow(all())) {
            assertEquals(List.of(1L), positions(one.take(1)));
            var waiting = one.startTaking(1);
            var otherWaiting = startScanning(other, 2);
            one.stop();
            assertEquals(List.of(), waiting.result());
            appendFacts(1);
            assertScanned(0, 2, upTo(2), otherWaiting.result());
        }
    }

    @Test
    void whatWasPromisedIsDeliveredAndNothingElse() throws Exception {
        appendFacts(3);
        try (var follower = follow(all().limit(1))) {
            var step =
                    follower.start(
                            () -> {
                                var pages = follower.iterator();
                                assertTrue(pages.hasNext());
                                assertTrue(pages.hasNext());
                                follower.stop();
                                assertEquals(1, pages.next().scannedTo());
                                assertFalse(pages.hasNext());
                                return assertThrows(NoSuchElementException.class, pages::next);
                            });
            step.result();
        }
    }

    @Test
    void aSecondIteratorIsRefused() throws Exception {
        appendFacts(1);
        try (Subscription<LogPage> subscription = recorder().subscribePages(all())) {
            assertEquals(1, subscription.iterator().next().scannedTo());
            assertThrows(IllegalStateException.class, subscription::iterator);
        }
    }

    @Test
    void closingTheRecorderEndsTheWaiting() throws Exception {
        appendFacts(1);
        try (var follower = follow(all())) {
            assertEquals(List.of(1L), positions(follower.take(1)));
            var waiting = follower.startTaking(1);
            recorder().close();
            assertThrows(RecorderClosedException.class, waiting::result);
        }
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
            assertScanned(1, 3, range(2, 3), scan(follower, 3));
        }
    }

    @Test
    void aClosedRecorderRefusesSubscriptions() {
        recorder().close();
        assertThrows(RecorderClosedException.class, () -> recorder().subscribePages(all()));
    }

    @Test
    void pagesOfNothingAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> recorder().subscribePages(all().limit(0)));
    }

    @Test
    void goingBackwardsIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> recorder().subscribePages(all().backwards()));
    }

    @Test
    void aQueryBeyondTheLimitsIsRefused() {
        String[] types =
                IntStream.rangeClosed(0, Limits.defaults().queryTypes())
                        .mapToObj(i -> "type" + i)
                        .toArray(String[]::new);
        var tooMany = all().matching(Query.ofTypes(types));
        assertThrows(IllegalArgumentException.class, () -> recorder().subscribePages(tooMany));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> recorder().subscribePages(null));
    }
}
