package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** How far a page of the log says that it reaches, and that reading on loses nothing. */
public abstract class PageContract extends RecorderContract {
    private static final int[] SIZES = {1, 2, 3, 7, 1_000};
    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int APPENDS = 200;

    /** For tenants. */
    protected PageContract() {}

    /** Appends 20 events, of which every third, from the second on, is tagged. */
    private void given() {
        List<StoredEvent> given = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            given.add(i % 3 == 2 ? events.fact("Third", "third:1") : events.fact("Other"));
        }
        recorder().append(given);
        assertLog(given);
    }

    private static LogSelection all() {
        return LogSelection.all();
    }

    private static LogSelection third() {
        return all().matching(tagged("third:1"));
    }

    private void assertScannedTo(long expected, LogSelection selection) {
        assertEquals(expected, recorder().readLog(selection).scannedTo(), selection::toString);
    }

    @Test
    void anEmptyLogIsScannedToZero() {
        assertScannedTo(0, all());
        assertScannedTo(0, all().after(3));
        assertScannedTo(0, third().upTo(9));
        assertScannedTo(0, all().backwards());
        given();
        assertScannedTo(20, all());
    }

    @Test
    void aPageThatHoldsAllIsScannedToTheHead() {
        given();
        assertScannedTo(20, all());
        assertScannedTo(20, all().after(20));
        append(events.fact("Other"));
        assertScannedTo(21, third());
        assertScannedTo(21, all().matching(Query.ofTypes("Unheard")));
    }

    @Test
    void aFullPageIsScannedToItsLastEvent() {
        given();
        assertScannedTo(4, all().limit(4));
        assertScannedTo(5, third().limit(2));
        assertScannedTo(8, third().after(5).limit(1));
        assertScannedTo(20, third().limit(7));
    }

    @Test
    void noPageIsScannedBeyondItsBound() {
        given();
        assertScannedTo(10, all().upTo(10));
        assertScannedTo(10, third().upTo(10));
        assertScannedTo(3, third().after(2).upTo(3));
        assertScannedTo(20, third().upTo(1_000));
    }

    @Test
    void noPageIsScannedBeyondTheHead() {
        given();
        assertScannedTo(20, all().after(25));
        assertScannedTo(20, all().upTo(Long.MAX_VALUE));
        assertScannedTo(20, all().after(Long.MAX_VALUE));
    }

    @Test
    void aPageOfNoEventsIsScannedNoFurtherThanItsBeginning() {
        given();
        assertScannedTo(0, all().limit(0));
        assertScannedTo(7, all().after(7).limit(0));
    }

    @Test
    void backwardsAPageThatHoldsAllIsScannedToItsLowerBound() {
        given();
        assertScannedTo(0, all().backwards());
        assertScannedTo(0, third().backwards());
        assertScannedTo(6, third().after(6).backwards());
    }

    @Test
    void backwardsAFullPageIsScannedToJustBeforeItsLastEvent() {
        given();
        assertScannedTo(18, all().backwards().limit(2));
        assertScannedTo(16, third().backwards().limit(2));
        assertScannedTo(10, third().upTo(12).backwards().limit(1));
    }

    @Test
    void backwardsAPageOfNoEventsIsScannedNoFurtherThanItsBeginning() {
        given();
        assertScannedTo(20, all().backwards().limit(0));
        assertScannedTo(9, all().upTo(9).backwards().limit(0));
    }

    @Test
    void readingOnLosesNothingAndRepeatsNothing() {
        given();
        for (int size : SIZES) {
            assertEquals(upTo(20), followed(all().limit(size)));
            assertEquals(List.of(2L, 5L, 8L, 11L, 14L, 17L, 20L), followed(third().limit(size)));
            assertEquals(List.of(5L, 8L, 11L), followed(third().after(2).upTo(13).limit(size)));
        }
    }

    @Test
    void readingOnBackwardsLosesNothingAndRepeatsNothing() {
        given();
        List<Long> falling = new ArrayList<>(upTo(20));
        Collections.reverse(falling);
        for (int size : SIZES) {
            assertEquals(falling, followed(all().backwards().limit(size)));
            assertEquals(
                    List.of(11L, 8L, 5L),
                    followed(third().after(2).upTo(13).backwards().limit(size)));
        }
    }

    @Test
    void aReaderThatKeepsItsPlaceMissesNothingThatComesLater() {
        long place = 0;
        List<Long> seen = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            append(events.fact("Other"), events.fact("Third", "third:1"), events.fact("Other"));
            LogPage page = recorder().readLog(third().after(place));
            page.notifications().forEach(notification -> seen.add(notification.position()));
            assertEquals(recorder().head(), page.scannedTo());
            place = page.scannedTo();
        }
        assertEquals(List.of(2L, 5L, 8L, 11L, 14L, 17L, 20L, 23L, 26L, 29L), seen);
    }

    @Test
    void aPageIsBoundedInBytes() {
        fixture().reopen(limitedTo(250));
        List<StoredEvent> given = new ArrayList<>();
        for (StoredEvent event : events.facts(9, "Noticed")) {
            given.add(withData(event, new byte[100]));
        }
        recorder().append(given);
        LogPage first = recorder().readLog(all());
        assertEquals(2, first.notifications().size());
        assertEquals(2, first.scannedTo());
        LogPage last = recorder().readLog(all().backwards());
        assertEquals(List.of(9L, 8L), positions(last));
        assertEquals(7, last.scannedTo());
        assertLog(given);
        Collections.reverse(given);
        assertEquals(
                given,
                FollowedPages.notifications(recorder(), all().backwards()).stream()
                        .map(Notification::storedEvent)
                        .toList());
    }

    @Test
    void bytesAreCountedOfMatchingEventsOnly() {
        fixture().reopen(limitedTo(250));
        StoredEvent other = withData(events.fact("Other"), new byte[240]);
        StoredEvent first = withData(events.fact("Third", "third:1"), new byte[125]);
        StoredEvent second = withData(events.fact("Third", "third:1"), new byte[125]);
        append(first, other, second);
        assertEquals(List.of(1L, 3L), positions(third()));
        assertScannedTo(3, third());
    }

    @Test
    void anEventThatIsLargerThanAPageIsReadAlone() {
        fixture().reopen(limitedTo(50));
        StoredEvent small = events.fact("Noticed");
        StoredEvent large = withData(events.fact("Noticed"), new byte[51]);
        append(small, large, events.fact("Noticed"));
        LogPage page = recorder().readLog(all().after(1));
        assertEquals(List.of(2L), positions(page));
        assertEquals(2, page.scannedTo());
        assertEquals(upTo(3), followed(all()));
    }

    @Test
    void everyPageOfAFollowedSelectionMakesProgress() {
        given();
        long place = 0;
        for (LogPage page : FollowedPages.of(recorder(), third().limit(2))) {
            assertTrue(page.scannedTo() > place, "no progress after " + place);
            place = page.scannedTo();
        }
        assertEquals(20, place);
    }

    private List<Long> followed(LogSelection selection) {
        return FollowedPages.notifications(recorder(), selection).stream()
                .map(Notification::position)
                .toList();
    }

    private static List<Long> positions(LogPage page) {
        return page.notifications().stream().map(Notification::position).toList();
    }

    static Limits limitedTo(long pageBytes) {
        return Limits.builder().pageBytes(pageBytes).build();
    }

    @Test
    void readersOfMatchesMissNothingWhileOthersAppend() throws Exception {
        List<List<Long>> seen =
                Race.ofPlatformThreads(WRITERS + READERS, deadline())
                        .run(
                                (lane, barrier) ->
                                        lane < WRITERS
                                                ? write(barrier)
                                                : follow(third().limit(SIZES[lane]), barrier));
        List<Long> written =
                seen.subList(0, WRITERS).stream().flatMap(List::stream).sorted().toList();
        for (List<Long> positions : seen.subList(WRITERS, WRITERS + READERS)) {
            assertEquals(written, positions);
        }
    }

    /** Appends one event that matches after one that does not; returns where the former are. */
    private List<Long> write(CyclicBarrier barrier) throws Exception {
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < APPENDS; i++) {
            barrier.await();
            AppendReceipt receipt =
                    recorder()
                            .append(List.of(events.fact("Other"), events.fact("Third", "third:1")));
            assertEquals(receipt.first() + 1, receipt.last());
            written.add(receipt.last());
        }
        return written;
    }

    /** Reads on, each time until what is being appended has been scanned. */
    private List<Long> follow(LogSelection selection, CyclicBarrier barrier) throws Exception {
        List<Long> seen = new ArrayList<>();
        LogSelection rest = selection;
        for (int i = 1; i <= APPENDS; i++) {
            barrier.await();
            while (rest.after() < 2L * WRITERS * i) {
                LogPage page = recorder().readLog(rest);
                seen.addAll(positions(page));
                rest = rest.beyond(page);
                Race.letOthersRun();
            }
        }
        return seen;
    }
}
