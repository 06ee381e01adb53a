package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Timer;
import org.annals.persistence.TimerGoneException;
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
import java.util.Optional;

/** What it means that timers are set, cancelled and fired in an append. */
public abstract class TimerContract extends RecorderContract {
    private static final int RACERS = 8;
    private static final int ROUNDS = 20;
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456Z");

    /** For tenants. */
    protected TimerContract() {}

    private static Timer timer(String process, String id, Instant dueOn, int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        return new Timer(process, id, dueOn, Bytes.copyOf(bytes));
    }

    private static Timer at(String id, long seconds) {
        return timer("p1", id, NOON.plusSeconds(seconds), 1, 2, 3);
    }

    private static AppendRequest request(ProcessChange... changes) {
        return AppendRequest.of(List.of()).withChanges(Arrays.asList(changes));
    }

    private Timer set(Timer timer) {
        assertEquals(AppendReceipt.empty(), recorder().append(request(new SetTimer(timer))));
        return timer;
    }

    private List<Timer> timers(String process) {
        return recorder().readDueTimers(process, Instant.MAX, 10_000);
    }

    private List<String> ids(Instant until, int limit) {
        return recorder().readDueTimers("p1", until, limit).stream().map(Timer::id).toList();
    }

    private void assertGone(AppendRequest request, Timer given) {
        List<Timer> before = timers("p1");
        long head = recorder().head();
        var gone = assertThrows(TimerGoneException.class, () -> recorder().append(request));
        assertEquals(given, gone.given());
        assertEquals(before, timers("p1"));
        assertEquals(head, recorder().head());
    }

    @Test
    void aTimerIsReadAsItIs() {
        List<Timer> all =
                List.of(
                        timer("p1", "old", Instant.parse("1969-12-31T23:59:59.999999Z"), 0),
                        timer("p1", "\u00fc \ud83d\ude00 'id' \"%\"", NOON, 255, 0, 128, 10),
                        timer("p1", "without data", NOON.plusSeconds(1)),
                        timer("p1", "far", Instant.parse("9999-12-31T23:59:59.999999Z"), 1));
        all.forEach(this::set);
        assertEquals(all, timers("p1"));
    }

    @Test
    void aTimerIsDueFromItsTimeOn() {
        set(at("a", 0));
        assertEquals(List.of(), ids(NOON.minusNanos(1_000), 10));
        assertEquals(List.of(), ids(NOON.minusNanos(1), 10));
        assertEquals(List.of("a"), ids(NOON, 10));
        assertEquals(List.of("a"), ids(NOON.plusNanos(1), 10));
        assertEquals(List.of("a"), ids(Instant.MAX, 10));
        assertEquals(List.of(), ids(Instant.MIN, 10));
    }

    @Test
    void timersAreReadInTheOrderInWhichTheyFallDue() {
        for (int seconds : new int[] {30, 1, 100, 9, 2}) {
            set(at("t" + seconds, seconds));
        }
        assertEquals(List.of("t1", "t2", "t9", "t30", "t100"), ids(Instant.MAX, 10));
        assertEquals(List.of("t1", "t2", "t9"), ids(NOON.plusSeconds(29), 10));
    }

    @Test
    void thoseOfOneMomentAreReadInTheOrderOfTheirIds() {
        List<String> ids = List.of("A", "B", "a", "ab", "b", "\u00e4", "\uffee", "\ud83d\ude00");
        for (String id : ids.reversed()) {
            set(at(id, 7));
        }
        set(at("zz", 6));
        assertEquals(List.of("zz", "A", "B", "a"), ids(Instant.MAX, 4));
        assertEquals(ids, ids(Instant.MAX, 10).subList(1, 9));
    }

    @Test
    void noMoreAreReadThanAreAskedFor() {
        for (int i = 0; i < 10; i++) {
            set(at("t" + i, i));
        }
        assertEquals(List.of("t0", "t1", "t2"), ids(Instant.MAX, 3));
        assertEquals(10, ids(Instant.MAX, Integer.MAX_VALUE).size());
    }

    @Test
    void eachProcessHasTimersOfItsOwn() {
        Timer first = set(timer("p1", "t", NOON, 1));
        Timer second = set(timer("p2", "t", NOON.plusSeconds(1), 2));
        assertEquals(List.of(first), timers("p1"));
        assertEquals(List.of(second), timers("p2"));
        assertEquals(Optional.of(NOON.plusSeconds(1)), recorder().nextTimer("p2"));
        recorder().append(request(new CancelTimer("p1", "t")));
        assertEquals(List.of(second), timers("p2"));
        recorder().append(request(new FireTimer(second)));
        assertEquals(List.of(), timers("p2"));
    }

    @Test
    void namesAreExact() {
        Timer exact = set(at("t", 0));
        for (String other : List.of("T", "t ", " t", "%", "_", "\u00e4")) {
            assertEquals(List.of(), timers(other));
            recorder().append(request(new CancelTimer("p1", other), new CancelTimer(other, "t")));
        }
        assertEquals(List.of(exact), timers("p1"));
    }

    @Test
    void theNextOneIsTheFirstThatFallsDue() {
        assertEquals(Optional.empty(), recorder().nextTimer("p1"));
        set(at("later", 60));
        set(at("sooner", 30));
        assertEquals(Optional.of(NOON.plusSeconds(30)), recorder().nextTimer("p1"));
        recorder().append(request(new CancelTimer("p1", "sooner")));
        assertEquals(Optional.of(NOON.plusSeconds(60)), recorder().nextTimer("p1"));
        recorder().append(request(new CancelTimer("p1", "later")));
        assertEquals(Optional.empty(), recorder().nextTimer("p1"));
    }

    @Test
    void settingATimerAgainReplacesIt() {
        set(at("t", 10));
        Timer later = set(timer("p1", "t", NOON.plusSeconds(20), 9));
        assertEquals(List.of(later), timers("p1"));
        Timer sooner = set(timer("p1", "t", NOON, 8));
        assertEquals(List.of(sooner), timers("p1"));
        assertEquals(Optional.of(NOON), recorder().nextTimer("p1"));
    }

    @Test
    void aCancelledTimerIsNeverDue() {
        Timer cancelled = set(at("t", 10));
        Timer other = set(at("u", 10));
        recorder().append(request(new CancelTimer("p1", "t")));
        assertEquals(List.of(other), timers("p1"));
        assertGone(request(new FireTimer(cancelled)), cancelled);
    }

    @Test
    void cancellingWhatIsNotSetChangesNothing() {
        Timer set = set(at("t", 10));
        StoredEvent event = events.fact("Noticed");
        recorder()
                .append(
                        AppendRequest.of(List.of(event))
                                .withChanges(List.of(new CancelTimer("p1", "u"))));
        assertLog(event);
        assertEquals(List.of(set), timers("p1"));
    }

    @Test
    void aTimerIsFiredOnceWithItsEvents() {
        Timer timer = set(at("t", 10));
        StoredEvent event = events.fact("Fired");
        recorder()
                .append(
                        AppendRequest.of(List.of(event))
                                .withChanges(List.of(new FireTimer(timer))));
        assertEquals(List.of(), timers("p1"));
        assertGone(
                AppendRequest.of(events.facts(1, "Fired"))
                        .withChanges(List.of(new FireTimer(timer))),
                timer);
        assertLog(event);
    }

    @Test
    void aTimerIsFiredOnceInOneAppend() {
        Timer timer = set(at("t", 10));
        assertGone(request(new FireTimer(timer), new FireTimer(timer)), timer);
        assertEquals(List.of(timer), timers("p1"));
    }

    @Test
    void aTimerThatWasSetAnewIsNotFiredAsItWas() {
        Timer before = set(at("t", 10));
        Timer later = set(at("t", 20));
        assertGone(request(new FireTimer(before)), before);
        Timer ofOtherData = timer("p1", "t", later.dueOn(), 9);
        assertGone(request(new FireTimer(ofOtherData)), ofOtherData);
        assertGone(
                AppendRequest.of(events.facts(1, "Fired"))
                        .withChanges(List.of(new SetTimer(at("u", 1)), new FireTimer(before))),
                before);
        recorder().append(request(new FireTimer(later)));
        assertEquals(List.of(), timers("p1"));
    }

    @Test
    void theMessageSaysWhichTimerIsGone() {
        Timer timer = at("reminder-7", 10);
        var gone =
                assertThrows(
                        TimerGoneException.class,
                        () -> recorder().append(request(new FireTimer(timer))));
        String message = String.valueOf(gone.getMessage());
        assertTrue(message.contains("reminder-7") && message.contains("p1"), message);
    }

    @Test
    void aTimerThatFiresMaySetItselfAnew() {
        Timer timer = set(at("t", 10));
        Timer next = at("t", 20);
        recorder().append(request(new FireTimer(timer), new SetTimer(next)));
        assertEquals(List.of(next), timers("p1"));
        Timer last = at("t", 30);
        recorder()
                .append(
                        request(
                                new CancelTimer("p1", "t"),
                                new SetTimer(next),
                                new FireTimer(next),
                                new SetTimer(last)));
        assertEquals(List.of(last), timers("p1"));
    }

    @Test
    void aRefusedAppendChangesNoTimers() {
        Timer set = set(at("t", 10));
        StoredEvent taken = events.change("dog", 1, "x:1");
        recorder().append(List.of(taken), Tracking.of("up1", 21));
        List<ProcessChange> changes =
                List.of(
                        new SetTimer(at("t", 5)),
                        new SetTimer(at("u", 1)),
                        new CancelTimer("p1", "t"));
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
        assertEquals(List.of(set), timers("p1"));
        assertLog(taken);
    }

    @Test
    void aRepeatChangesNothingMore() {
        Timer timer = set(at("t", 10));
        AppendRequest request =
                AppendRequest.of(events.facts(2, "Fired"))
                        .withChanges(List.of(new FireTimer(timer)));
        AppendReceipt first = recorder().append(request);
        assertEquals(first, recorder().append(request));
        AppendRequest others =
                AppendRequest.of(request.events()).withChanges(List.of(new SetTimer(timer)));
        assertEquals(first, recorder().append(others));
        assertEquals(List.of(), timers("p1"));
        assertEquals(2, recorder().head());
    }

    @Test
    void eventsAndTimersAreSeenTogether() throws Exception {
        assertSeenTogether(
                number ->
                        recorder()
                                .append(
                                        AppendRequest.of(events.facts(1, "Noticed"))
                                                .withTracking(Tracking.of("up1", number))
                                                .withChanges(
                                                        List.of(new SetTimer(at("t", number))))),
                recorder()::head,
                () -> recorder().trackedPosition("up1"),
                () ->
                        recorder()
                                .nextTimer("p1")
                                .map(due -> due.getEpochSecond() - NOON.getEpochSecond())
                                .orElse(0L));
    }

    @Test
    void ofManyThatFireOneDoes() throws Exception {
        List<ProcessChange> changes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            changes.add(new SetTimer(at("t" + round, round)));
        }
        recorder().append(AppendRequest.of(List.of()).withChanges(changes));
        List<Integer> wins =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    int won = 0;
                                    for (int round = 0; round < ROUNDS; round++) {
                                        barrier.await();
                                        won += isFiredByMe(at("t" + round, round)) ? 1 : 0;
                                    }
                                    return won;
                                });
        assertEquals(ROUNDS, wins.stream().mapToInt(Integer::intValue).sum());
        assertEquals(ROUNDS, recorder().head());
        assertEquals(List.of(), timers("p1"));
    }

    private boolean isFiredByMe(Timer timer) {
        try {
            recorder()
                    .append(
                            AppendRequest.of(events.facts(1, "Fired"))
                                    .withChanges(List.of(new FireTimer(timer))));
            return true;
        } catch (TimerGoneException late) {
            return false;
        }
    }

    @Test
    void timersAreKeptWhereTheLogIs() {
        Timer timer = set(at("t", 10));
        fixture().reopen();
        assertEquals(fixture().isDurable() ? List.of(timer) : List.of(), timers("p1"));
        set(at("t", 20));
        assertEquals(Optional.of(NOON.plusSeconds(20)), recorder().nextTimer("p1"));
    }

    @Test
    void bothOpeningsOfAStoreSeeThem() {
        Recorder second = fixture().openSecond();
        Timer timer = set(at("t", 10));
        boolean isShared = fixture().isShared();
        assertEquals(isShared, second.nextTimer("p1").isPresent());
        if (isShared) {
            second.append(request(new FireTimer(timer)));
        } else {
            assertThrows(
                    TimerGoneException.class, () -> second.append(request(new FireTimer(timer))));
        }
        assertEquals(isShared ? List.of() : List.of(timer), timers("p1"));
    }

    @Test
    void whatIsBeyondALimitIsRefused() {
        Recorder limited =
                fixture()
                        .reopen(
                                Limits.builder()
                                        .timerBytes(3)
                                        .textBytes(10)
                                        .appendBytes(5)
                                        .build());
        Timer largest = timer("0123456789", "0123456789", NOON, 1, 2, 3);
        limited.append(request(new SetTimer(largest)));
        assertEquals(List.of(largest), timers("0123456789"));
        for (Timer beyond :
                List.of(
                        timer("p1", "t", NOON, 1, 2, 3, 4),
                        timer("01234567890", "t", NOON),
                        timer("p1", "01234567890", NOON))) {
            assertImpossible(() -> limited.append(request(new SetTimer(beyond))));
            assertImpossible(() -> limited.append(request(new FireTimer(beyond))));
        }
        assertImpossible(() -> limited.append(request(new CancelTimer("p1", "01234567890"))));
        assertImpossible(
                () -> limited.append(request(new SetTimer(at("t", 1)), new SetTimer(at("u", 1)))));
        assertEquals(List.of(), timers("p1"));
    }

    @Test
    void whatCannotBeSetCannotBeAskedForEither() {
        for (String impossible : List.of("", " ", "\0", "p\0", "\ud83d", "p".repeat(300))) {
            assertImpossible(() -> recorder().readDueTimers(impossible, NOON, 1));
            assertImpossible(() -> recorder().nextTimer(impossible));
        }
        assertImpossible(() -> recorder().readDueTimers("p1", NOON, 0));
    }

    private static void assertImpossible(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }

    @Test
    void everyCallAfterClosingSaysThatItIsClosed() {
        Timer timer = set(at("t", 10));
        Recorder closed = recorder();
        closed.close();
        Map<String, Executable> calls =
                Map.of(
                        "append", () -> closed.append(request(new FireTimer(timer))),
                        "readDueTimers", () -> closed.readDueTimers("p1", NOON, 1),
                        "nextTimer", () -> closed.nextTimer("p1"));
        calls.forEach((name, call) -> assertThrows(RecorderClosedException.class, call, name));
        fixture().reopen();
        assertEquals(fixture().isDurable() ? List.of(timer) : List.of(), timers("p1"));
    }
}
