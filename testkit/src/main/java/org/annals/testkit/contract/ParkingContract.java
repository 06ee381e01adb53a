package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ParkedKeyGoneException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.ParkBehind;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What it means that events which could not be processed are parked in an append. */
public abstract class ParkingContract extends RecorderContract {
    private static final int RACERS = 8;
    private static final int ROUNDS = 20;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");

    /** For tenants. */
    protected ParkingContract() {}

    private static ParkedEvent failed(String upstream, String key, long position) {
        return new ParkedEvent(
                upstream, key, position, SampleEvents.id(position), "Happened", "No.", 3, NOON);
    }

    private static AppendRequest request(ProcessChange... changes) {
        return AppendRequest.of(List.of()).withChanges(Arrays.asList(changes));
    }

    private ParkedEvent park(ParkedEvent event) {
        assertEquals(AppendReceipt.empty(), recorder().append(request(new Park(event))));
        return event;
    }

    private ParkedEvent park(String key, long position) {
        return park(failed("up1", key, position));
    }

    private List<ParkedEvent> parked() {
        return recorder().readParked("up1", 0, 10_000);
    }

    private List<Long> positions() {
        return parked().stream().map(ParkedEvent::position).toList();
    }

    private void assertGone(AppendRequest request, long position) {
        List<ParkedEvent> before = parked();
        long tracked = recorder().trackedPosition("up1");
        long head = recorder().head();
        var gone = assertThrows(ParkedEventGoneException.class, () -> recorder().append(request));
        assertEquals("up1", gone.upstream());
        assertEquals(position, gone.position());
        assertEquals(before, parked());
        assertEquals(tracked, recorder().trackedPosition("up1"));
        assertEquals(head, recorder().head());
    }

    @Test
    void whatIsParkedIsReadAsItIs() {
        List<ParkedEvent> all =
                List.of(
                        failed("up1", "dog-1", 1),
                        new ParkedEvent("up1", "", 2, SampleEvents.id(2), "a.B", "", 0, NOON),
                        new ParkedEvent(
                                "up1",
                                "\u00fc \ud83d\ude00 'key' \"%\"",
                                3,
                                SampleEvents.id(3),
                                "Typ \u00e4",
                                "line\nline\t\u00fc\ud83d\ude00'",
                                Integer.MAX_VALUE,
                                Instant.parse("1969-12-31T23:59:59.999999Z")),
                        new ParkedEvent(
                                "up1",
                                "dog-2",
                                Long.MAX_VALUE,
                                SampleEvents.id(4),
                                "Happened",
                                "p".repeat(ParkedEvent.PROBLEM_MAX_LENGTH),
                                1,
                                NOON));
        all.forEach(this::park);
        assertEquals(all, parked());
    }

    @Test
    void theyAreReadInTheOrderOfTheirPositions() {
        for (long position : new long[] {30, 1L << 40, 2, 100, 9}) {
            park("k" + position % 7, position);
        }
        assertEquals(List.of(2L, 9L, 30L, 100L, 1L << 40), positions());
    }

    @Test
    void theyAreReadInPages() {
        for (long position = 1; position <= 10; position++) {
            park("k", position);
        }
        assertEquals(parked().subList(0, 3), recorder().readParked("up1", 0, 3));
        assertEquals(parked().subList(3, 6), recorder().readParked("up1", 3, 3));
        assertEquals(parked().subList(9, 10), recorder().readParked("up1", 9, 3));
        assertEquals(List.of(), recorder().readParked("up1", 10, 3));
        assertEquals(10, recorder().readParked("up1", 0, Integer.MAX_VALUE).size());
    }

    @Test
    void eachUpstreamHasItsOwn() {
        ParkedEvent first = park(failed("up1", "k", 7));
        ParkedEvent second = park(failed("up2", "k", 7));
        park(failed("up2", "l", 8));
        assertEquals(List.of(first), parked());
        assertEquals(second, recorder().readParked("up2", 0, 1).getFirst());
        assertEquals(List.of("k"), recorder().parkedKeys("up1"));
        assertFalse(recorder().isParked("up1", "l"));
        assertEquals(1, recorder().countParked("up1"));
        recorder().append(request(new Unpark("up1", 7)));
        assertEquals(2, recorder().countParked("up2"));
    }

    @Test
    void laterEventsOfAKeyAreFoundBehindIt() {
        park("dog-1", 1);
        park("dog-2", 2);
        park("dog-1", 5);
        assertTrue(recorder().isParked("up1", "dog-1"));
        assertFalse(recorder().isParked("up1", "dog-3"));
        assertEquals(List.of("dog-1", "dog-2"), recorder().parkedKeys("up1"));
        assertEquals(3, recorder().countParked("up1"));
        recorder().append(request(new Unpark("up1", 1)));
        assertTrue(recorder().isParked("up1", "dog-1"));
        recorder().append(request(new Unpark("up1", 5)));
        assertFalse(recorder().isParked("up1", "dog-1"));
        assertEquals(List.of("dog-2"), recorder().parkedKeys("up1"));
        assertEquals(1, recorder().countParked("up1"));
    }

    @Test
    void keysAreExactAndSortedByCodePoints() {
        List<String> keys =
                List.of("", " ", "%", "A", "a", "a ", "b", "\u00e4", "\uffee", "\ud83d\ude00");
        for (int i = keys.size(); i > 0; i--) {
            park(keys.get(i - 1), i);
        }
        assertEquals(keys, recorder().parkedKeys("up1"));
        for (String other : List.of("B", "_", "a%", " a", "\u00c4")) {
            assertFalse(recorder().isParked("up1", other), other);
        }
    }

    @Test
    void whatIsParkedAlreadyStaysAsItIs() {
        ParkedEvent first = park("dog-1", 7);
        recorder()
                .append(
                        request(
                                new Park(ofOtherProblem(first)),
                                new Park(failed("up1", "dog-1", 8))));
        assertEquals(List.of(first, failed("up1", "dog-1", 8)), parked());
    }

    private static ParkedEvent ofOtherProblem(ParkedEvent event) {
        return new ParkedEvent(
                event.upstream(),
                event.key(),
                event.position(),
                event.eventId(),
                event.type(),
                "Still no.",
                event.attempts() + 1,
                event.parkedOn().plusSeconds(60));
    }

    @Test
    void whatIsTriedAgainInVainIsParkedAnewInOneAppend() {
        ParkedEvent again = ofOtherProblem(park("dog-1", 7));
        recorder().append(request(new Unpark("up1", 7), new Park(again)));
        assertEquals(List.of(again), parked());
    }

    @Test
    void whatIsParkedAndUnparkedInOneAppendIsNot() {
        park("dog-1", 1);
        recorder().append(request(new Park(failed("up1", "dog-1", 7)), new Unpark("up1", 7)));
        assertEquals(List.of(1L), positions());
    }

    @Test
    void whatIsNotParkedCannotBeUnparked() {
        park("dog-1", 7);
        recorder().track(Tracking.of("up1", 21));
        assertGone(request(new Unpark("up1", 8)), 8);
        assertGone(
                AppendRequest.of(events.facts(2, "Noticed"))
                        .withTracking(Tracking.of("up1", 22))
                        .withChanges(
                                List.of(
                                        new Park(failed("up1", "dog-2", 9)),
                                        new Unpark("up1", 7),
                                        new Unpark("up1", 8))),
                8);
    }

    @Test
    void anEventIsUnparkedOnce() {
        park("dog-1", 7);
        recorder().append(request(new Unpark("up1", 7)));
        assertGone(request(new Unpark("up1", 7)), 7);
        park("dog-1", 8);
        assertGone(request(new Unpark("up1", 8), new Unpark("up1", 8)), 8);
        assertEquals(List.of(8L), positions());
    }

    @Test
    void theMessageSaysWhichEventIsGone() {
        var gone =
                assertThrows(
                        ParkedEventGoneException.class,
                        () -> recorder().append(request(new Unpark("up1", 4711))));
        String message = String.valueOf(gone.getMessage());
        assertTrue(message.contains("up1") && message.contains("4711"), message);
    }

    @Test
    void anEventIsParkedBehindOthersOfItsKeyAlone() {
        park("dog-1", 7);
        park(failed("up2", "dog-2", 7));

        recorder().append(request(new ParkBehind(failed("up1", "dog-1", 8))));
        recorder()
                .append(
                        request(
                                new Park(failed("up1", "dog-3", 9)),
                                new ParkBehind(failed("up1", "dog-3", 10))));
        assertNothingBefore("dog-2", new ParkBehind(failed("up1", "dog-2", 11)));

        assertEquals(List.of(7L, 8L, 9L, 10L), positions());
    }

    // Or it would wait for nobody: those before it were tried again meanwhile.
    @Test
    void nothingIsParkedBehindWhatIsNotParkedAnyMore() {
        park("dog-1", 7);
        recorder().append(request(new Unpark("up1", 7)));

        assertNothingBefore(
                "dog-1",
                new Park(failed("up1", "dog-2", 9)),
                new ParkBehind(failed("up1", "dog-1", 8)));

        assertEquals(List.of(), positions());
    }

    private void assertNothingBefore(String key, ProcessChange... changes) {
        List<ParkedEvent> before = parked();
        AppendRequest request = request(changes).withTracking(Tracking.of("up1", 99));
        var gone = assertThrows(ParkedKeyGoneException.class, () -> recorder().append(request));
        assertEquals("up1", gone.upstream());
        assertEquals(key, gone.key());
        assertEquals(before, parked());
        assertEquals(0, recorder().trackedPosition("up1"));
    }

    @Test
    void aRefusedAppendParksNothing() {
        StoredEvent taken = events.change("dog", 1, "x:1");
        recorder().append(List.of(taken), Tracking.of("up1", 21));
        List<ProcessChange> changes = List.of(new Park(failed("up1", "dog-1", 7)));
        Map<Class<? extends RuntimeException>, AppendRequest> refused =
                Map.of(
                        IllegalArgumentException.class,
                        AppendRequest.of(List.of(events.fact("new"), taken)),
                        TrackingConflictException.class,
                        AppendRequest.of(events.facts(1, "new"))
                                .withTracking(Tracking.of("up1", 21)),
                        VersionConflictException.class,
                        AppendRequest.of(events.changes("dog", 1, 1)),
                        AppendConditionFailedException.class,
                        AppendRequest.of(events.facts(1, "new"))
                                .onCondition(failIfMatching(tagged("x:1"))),
                        UnsupportedOperationException.class,
                        AppendRequest.of(events.facts(1, "new"))
                                .withWork(
                                        transaction -> {
                                            throw new UnsupportedOperationException("own");
                                        }));
        refused.forEach(
                (reason, request) ->
                        assertThrows(
                                reason, () -> recorder().append(request.withChanges(changes))));
        assertEquals(List.of(), parked());
        assertLog(taken);
        recorder().append(request(changes.getFirst()));
        assertEquals(List.of(7L), positions());
    }

    @Test
    void aRepeatChangesNothingMore() {
        park("dog-1", 7);
        AppendRequest request =
                AppendRequest.of(events.facts(2, "Noticed"))
                        .withTracking(Tracking.of("up1", 7))
                        .withChanges(List.of(new Unpark("up1", 7)));
        AppendReceipt first = recorder().append(request);
        assertEquals(first, recorder().append(request));
        assertEquals(
                first,
                recorder()
                        .append(
                                AppendRequest.of(request.events())
                                        .withChanges(
                                                List.of(new Park(failed("up1", "dog-1", 8))))));
        assertEquals(List.of(), parked());
        assertEquals(2, recorder().head());
    }

    @Test
    void rowsEventsTrackingAndChangesAreOneAppend() {
        AppendRequest request =
                AppendRequest.of(events.facts(1, "Noticed"))
                        .withTracking(Tracking.of("up1", 7))
                        .withChanges(List.of(new Park(failed("up1", "dog-1", 7))))
                        .withWork(fixture().writingRow("k", "v"));
        assertEquals(new AppendReceipt(1, 1), recorder().append(request));
        assertEquals(List.of(7L), positions());
        assertEquals("v", fixture().findRow("k").orElseThrow());
        assertEquals(7, recorder().trackedPosition("up1"));
    }

    @Test
    void aRefusedChangeNeverRunsTheWork() {
        park("dog-1", 6);
        AppendRequest request =
                AppendRequest.of(events.facts(1, "Noticed"))
                        .withChanges(List.of(new Unpark("up1", 7)))
                        .withWork(fixture().writingRow("k", "v"));
        assertGone(request, 7);
        assertTrue(fixture().findRow("k").isEmpty());
    }

    @Test
    void manyAreParkedInOneAppend() {
        List<ProcessChange> changes = new ArrayList<>();
        for (long position = 1; position <= 1_000; position++) {
            changes.add(new Park(failed("up1", "k" + position % 3, position)));
        }
        recorder().append(AppendRequest.of(List.of()).withChanges(changes));
        assertEquals(upTo(1_000), positions());
        assertEquals(List.of("k0", "k1", "k2"), recorder().parkedKeys("up1"));
        assertEquals(1_000, recorder().countParked("up1"));
    }

    @Test
    void trackingAndParkedEventsAreSeenTogether() throws Exception {
        assertSeenTogether(
                number ->
                        recorder()
                                .append(
                                        AppendRequest.of(events.facts(1, "Noticed"))
                                                .withTracking(Tracking.of("up1", number))
                                                .withChanges(
                                                        List.of(
                                                                new Park(
                                                                        failed(
                                                                                "up1", "k",
                                                                                number))))),
                recorder()::head,
                () -> recorder().trackedPosition("up1"),
                () -> recorder().countParked("up1"));
    }

    @Test
    void ofManyThatUnparkOneDoes() throws Exception {
        List<ProcessChange> changes = new ArrayList<>();
        for (long position = 1; position <= ROUNDS; position++) {
            changes.add(new Park(failed("up1", "k", position)));
        }
        recorder().append(AppendRequest.of(List.of()).withChanges(changes));
        List<Integer> wins =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    int won = 0;
                                    for (int round = 1; round <= ROUNDS; round++) {
                                        barrier.await();
                                        won += isUnparkedByMe(round) ? 1 : 0;
                                    }
                                    return won;
                                });
        assertEquals(ROUNDS, wins.stream().mapToInt(Integer::intValue).sum());
        assertEquals(ROUNDS, recorder().head());
        assertEquals(List.of(), parked());
    }

    private boolean isUnparkedByMe(long position) {
        try {
            recorder()
                    .append(
                            AppendRequest.of(events.facts(1, "Done"))
                                    .withChanges(List.of(new Unpark("up1", position))));
            return true;
        } catch (ParkedEventGoneException late) {
            return false;
        }
    }

    @Test
    void theyAreKeptWhereTheLogIs() {
        ParkedEvent event = park("dog-1", 7);
        fixture().reopen();
        assertEquals(fixture().isDurable() ? List.of(event) : List.of(), parked());
        park("dog-1", 8);
        assertTrue(recorder().isParked("up1", "dog-1"));
    }

    @Test
    void bothOpeningsOfAStoreSeeThem() {
        Recorder second = fixture().openSecond();
        ParkedEvent event = park("dog-1", 7);
        boolean isShared = fixture().isShared();
        assertEquals(isShared ? List.of(event) : List.of(), second.readParked("up1", 0, 10));
        assertEquals(isShared, second.isParked("up1", "dog-1"));
        second.append(request(new Park(failed("up1", "dog-1", 8)), new Unpark("up1", 8)));
        if (isShared) {
            second.append(request(new Unpark("up1", 7)));
        }
        assertEquals(isShared ? List.of() : List.of(7L), positions());
    }

    @Test
    void whatIsBeyondALimitIsRefused() {
        Recorder limited =
                fixture().reopen(Limits.builder().appendChanges(2).textBytes(10).build());
        List<ProcessChange> two =
                List.of(new Park(failed("up1", "0123456789", 1)), new Park(failed("up1", "k", 2)));
        limited.append(AppendRequest.of(List.of()).withChanges(two));
        assertEquals(2, limited.countParked("up1"));
        assertImpossible(
                () ->
                        limited.append(
                                request(
                                        new Unpark("up1", 1),
                                        new Unpark("up1", 2),
                                        new Park(failed("up1", "k", 3)))));
        assertImpossible(() -> limited.append(request(new Park(failed("up1", "01234567890", 4)))));
        assertImpossible(() -> limited.append(request(new Park(failed("up012345678", "k", 4)))));
        assertImpossible(() -> limited.append(request(new Unpark("up012345678", 4))));
        assertEquals(2, limited.countParked("up1"));
    }

    @Test
    void whatCannotBeParkedCannotBeAskedForEither() {
        for (String impossible : List.of("\0", "up\0", "\ud83d", "u".repeat(300))) {
            assertImpossible(() -> recorder().readParked(impossible, 0, 1));
            assertImpossible(() -> recorder().parkedKeys(impossible));
            assertImpossible(() -> recorder().countParked(impossible));
            assertImpossible(() -> recorder().isParked(impossible, "k"));
            assertImpossible(() -> recorder().isParked("up1", impossible));
        }
        assertImpossible(() -> recorder().readParked("up1", -1, 1));
        assertImpossible(() -> recorder().readParked("up1", 0, 0));
    }

    private static void assertImpossible(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }

    @Test
    void everyCallAfterClosingSaysThatItIsClosed() {
        park("dog-1", 7);
        Recorder closed = recorder();
        closed.close();
        Map<String, Executable> calls =
                Map.of(
                        "append", () -> closed.append(request(new Unpark("up1", 7))),
                        "readParked", () -> closed.readParked("up1", 0, 1),
                        "parkedKeys", () -> closed.parkedKeys("up1"),
                        "isParked", () -> closed.isParked("up1", "dog-1"),
                        "countParked", () -> closed.countParked("up1"));
        calls.forEach((name, call) -> assertThrows(RecorderClosedException.class, call, name));
        fixture().reopen();
        assertEquals(fixture().isDurable(), recorder().isParked("up1", "dog-1"));
    }
}
