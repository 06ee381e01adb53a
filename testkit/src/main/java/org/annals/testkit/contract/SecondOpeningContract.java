package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What two processes see of one store: one log, or, where a fixture says that the store is not
 * shared, each its own.
 */
public abstract class SecondOpeningContract extends RecorderContract {
    private static final int ROUNDS = 50;

    /** For tenants. */
    protected SecondOpeningContract() {}

    private boolean isShared() {
        return fixture().isShared();
    }

    @Test
    void whatOneRecordsTheOtherReads() {
        Recorder second = fixture().openSecond();
        List<StoredEvent> events = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            StoredEvent next = this.events.change("dog", version, "x:1");
            append(next);
            events.add(next);
            assertLog(events);
            assertLog(second, isShared() ? events : List.of());
        }
        assertEquals(
                isShared() ? events : List.of(),
                second.readAggregate(AggregateSelection.of("dog")).toList());
    }

    @Test
    void bothAppendToOneLog() {
        Recorder second = fixture().openSecond();
        List<StoredEvent> events = this.events.facts(3, "Noticed");
        append(events.get(0));
        long last = second.append(List.of(events.get(1))).last();
        assertEquals(isShared() ? 2 : 1, last);
        append(events.get(2));
        assertLog(isShared() ? events : List.of(events.get(0), events.get(2)));
    }

    @Test
    void versionsAreJudgedAgainstBoth() {
        Recorder second = fixture().openSecond();
        append(events.change("dog", 1));
        List<StoredEvent> own = List.of(events.change("dog", 1));
        if (isShared()) {
            assertThrows(VersionConflictException.class, () -> second.append(own));
        } else {
            assertEquals(new AppendReceipt(1, 1), second.append(own));
        }
        assertEquals(1, recorder().head());
    }

    @Test
    void conditionsAreJudgedAgainstBoth() {
        Recorder second = fixture().openSecond();
        append(events.fact("Taken", "seat:1"));
        List<StoredEvent> own = List.of(events.fact("Taken", "seat:1"));
        var free = failIfMatching(tagged("seat:1"));
        if (isShared()) {
            assertThrows(AppendConditionFailedException.class, () -> second.append(own, free));
        } else {
            assertEquals(new AppendReceipt(1, 1), second.append(own, free));
        }
        assertEquals(1, recorder().head());
    }

    @Test
    void repeatsAreKnownToBoth() {
        Recorder second = fixture().openSecond();
        append(events.fact("Noticed"));
        StoredEvent event = events.change("dog", 1);
        AppendReceipt first = append(event);
        assertEquals(new AppendReceipt(2, 2), first);
        AppendReceipt elsewhere = second.append(List.of(event));
        assertEquals(isShared() ? first : new AppendReceipt(1, 1), elsewhere);
        assertEquals(2, recorder().head());
    }

    @Test
    void trackingIsJudgedAgainstBoth() {
        Recorder second = fixture().openSecond();
        recorder().track(Tracking.of("up1", 21));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertEquals(isShared() ? 21 : 0, second.trackedPosition("up1"));
        if (isShared()) {
            assertThrows(
                    TrackingConflictException.class, () -> second.track(Tracking.of("up1", 21)));
        } else {
            second.track(Tracking.of("up1", 21));
            assertEquals(21, second.trackedPosition("up1"));
        }
    }

    @Test
    void whatTheOtherReachesIsAwaited() throws Exception {
        Recorder second = fixture().openSecond();
        var waiting =
                Race.startWaiting(
                        () ->
                                second.awaitTracking(
                                        "up1",
                                        1,
                                        isShared()
                                                ? deadline().multipliedBy(4)
                                                : Duration.ofMillis(5)));
        recorder().track(Tracking.of("up1", 1));
        assertEquals(isShared(), waiting.result(deadline()));
        assertTrue(recorder().awaitTracking("up1", 1, Duration.ZERO));
    }

    @Test
    void rowsBelongToTheLogThatWroteThem() {
        Recorder second = fixture().openSecond();
        recorder().append(AppendRequest.of(List.of()).withWork(fixture().writingRow("k", "first")));
        assertEquals(Optional.of("first"), fixture().findRow("k"));
        second.append(AppendRequest.of(List.of()).withWork(fixture().writingRow("k", "second")));
        assertEquals(Optional.of(isShared() ? "second" : "first"), fixture().findRow("k"));
    }

    @Test
    void bothKnowTheSameIdentity() {
        append(events.fact("Noticed"));
        Recorder second = fixture().openSecond();
        assertEquals(isShared(), recorder().identity().equals(second.identity()));
        assertEquals(recorder().identity().name(), second.identity().name());
        assertEquals(isShared() ? 1 : 0, second.head());
    }

    @Test
    void closingOneLeavesTheOtherOpen() {
        Recorder second = fixture().openSecond();
        StoredEvent event = events.change("dog", 1);
        second.append(List.of(event));
        second.close();
        append(events.change("cat", 1));
        assertEquals(isShared() ? 2 : 1, recorder().head());
    }

    @Test
    void ofTwoOpeningsOneWinsEachRound() throws Exception {
        List<Recorder> both = List.of(recorder(), fixture().openSecond());
        List<Integer> wins =
                Race.ofPlatformThreads(8, deadline())
                        .run(
                                (lane, barrier) -> {
                                    int won = 0;
                                    for (int round = 0; round < ROUNDS; round++) {
                                        barrier.await();
                                        won += wins(both.get(lane % 2), round) ? 1 : 0;
                                    }
                                    return won;
                                });
        int logs = isShared() ? 1 : 2;
        assertEquals(ROUNDS * logs, wins.stream().mapToInt(Integer::intValue).sum());
        assertEquals(ROUNDS, recorder().head());
    }

    private boolean wins(Recorder recorder, int round) {
        List<StoredEvent> mine = List.of(events.fact("Taken", "seat:" + round));
        try {
            recorder.append(mine, failIfMatching(tagged("seat:" + round)));
            return true;
        } catch (AppendConditionFailedException lost) {
            return false;
        }
    }

    @Test
    void whatOneHasBeenToldTheOtherSees() throws Exception {
        List<Recorder> both = List.of(recorder(), fixture().openSecond());
        Race.ofPlatformThreads(2, deadline())
                .run(
                        (lane, barrier) -> {
                            Recorder mine = both.get(lane);
                            for (int round = 1; round <= ROUNDS; round++) {
                                if (!isShared() || round % 2 == lane) {
                                    mine.append(List.of(events.fact("Noticed")));
                                }
                                barrier.await();
                                assertEquals(round, mine.head());
                                barrier.await();
                            }
                            return lane;
                        });
        assertEquals(ROUNDS, recorder().head());
    }
}
