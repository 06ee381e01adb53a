package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What appending events with versions means. */
public abstract class AppendContract extends RecorderContract {
    private static final int CALLERS = 4;
    private static final int ROUNDS = 100;

    /** For tenants. */
    protected AppendContract() {}

    @Test
    void anUnknownAggregateHasNoEvents() {
        StoredEvent known = events.change("dog", 1);
        append(known);
        assertEquals(List.of(), aggregate("cat"));
        assertEquals(List.of(known), aggregate("dog"));
    }

    @Test
    void appendingNothingGivesAnEmptyReceipt() {
        StoredEvent only = events.change("dog", 1);
        assertEquals(AppendReceipt.empty(), recorder().append(List.of()));
        assertEquals(new AppendReceipt(1, 1), append(only));
        assertEquals(AppendReceipt.empty(), recorder().append(AppendRequest.of(List.of())));
        assertLog(only);
    }

    @Test
    void versionsOfOneRequestReadBackInOrder() {
        List<StoredEvent> three = events.changes("dog", 1, 3);
        recorder().append(three);
        assertEquals(three, aggregate("dog"));
        assertLog(three);
    }

    @Test
    void versionsOfSeveralRequestsReadBackInOrder() {
        List<StoredEvent> three = events.changes("dog", 1, 3);
        three.forEach(this::append);
        assertEquals(three, aggregate("dog"));
        assertLog(three);
    }

    @Test
    void appendingTheSameVersionTwiceConflicts() {
        List<StoredEvent> recorded = events.changes("dog", 1, 3);
        recorder().append(recorded);
        var conflict =
                assertThrows(VersionConflictException.class, () -> append(events.change("dog", 2)));
        assertEquals("dog", conflict.aggregateId());
        assertEquals(4, conflict.expectedVersion());
        assertEquals(2, conflict.givenVersion());
        assertLog(recorded);
        assertEquals(recorded, aggregate("dog"));
    }

    @Test
    void aConflictSaysWhatHappenedTheValuesAndWhatToDo() {
        append(events.change("dog", 1));
        var conflict =
                assertThrows(VersionConflictException.class, () -> append(events.change("dog", 1)));
        assertTrue(String.valueOf(conflict.getMessage()).contains("'dog'"), conflict.getMessage());
        assertTrue(String.valueOf(conflict.getMessage()).contains("again"), conflict.getMessage());
    }

    @Test
    void aVersionThatLeavesAHoleConflicts() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        var conflict =
                assertThrows(VersionConflictException.class, () -> append(events.change("dog", 3)));
        assertEquals(2, conflict.expectedVersion());
        assertEquals(3, conflict.givenVersion());
        assertLog(first);
    }

    @Test
    void anAggregateBeginsWithVersionOne() {
        var conflict =
                assertThrows(VersionConflictException.class, () -> append(events.change("dog", 2)));
        assertEquals(1, conflict.expectedVersion());
        assertLog();
    }

    @Test
    void aHoleInsideARequestConflicts() {
        assertThrows(
                VersionConflictException.class,
                () -> append(events.change("dog", 1), events.change("dog", 3)));
        assertLog();
    }

    @Test
    void theSameVersionTwiceInsideARequestConflicts() {
        var conflict =
                assertThrows(
                        VersionConflictException.class,
                        () -> append(events.change("dog", 1), events.change("dog", 1)));
        assertEquals(2, conflict.expectedVersion());
        assertEquals(1, conflict.givenVersion());
        assertLog();
        assertEquals(List.of(), aggregate("dog"));
    }

    @Test
    void versionsInsideARequestRiseInTheOrderGiven() {
        assertThrows(
                VersionConflictException.class,
                () -> append(events.change("dog", 2), events.change("dog", 1)));
        assertLog();
    }

    @Test
    void aRejectedRequestWritesNothing() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        StoredEvent good = events.change("cat", 1);
        assertThrows(
                VersionConflictException.class,
                () -> append(good, events.fact("Noticed", "x:1"), events.change("dog", 1)));
        assertLog(first);
        assertEquals(List.of(), aggregate("cat"));
        assertEquals(List.of(), positions(tagged("x:1")));
    }

    @Test
    void aRejectedRequestUsesUpNoPositionAndNoId() {
        append(events.change("dog", 1));
        StoredEvent good = events.change("cat", 1);
        assertThrows(VersionConflictException.class, () -> append(good, events.change("dog", 1)));
        assertEquals(new AppendReceipt(2, 2), append(good));
        assertEquals(List.of(good), aggregate("cat"));
    }

    @Test
    void sequencesOfAggregatesAreIndependent() {
        List<StoredEvent> dog = events.changes("dog", 1, 3);
        List<StoredEvent> cat = events.changes("cat", 1, 2);
        recorder().append(dog);
        recorder().append(cat);
        assertEquals(dog, aggregate("dog"));
        assertEquals(cat, aggregate("cat"));
    }

    @Test
    void eachAggregateOfARequestIsJudgedByItself() {
        List<StoredEvent> recorded = List.of(events.change("dog", 1), events.change("cat", 1));
        recorder().append(recorded);
        var conflict =
                assertThrows(
                        VersionConflictException.class,
                        () -> append(events.change("dog", 2), events.change("cat", 1)));
        assertEquals("cat", conflict.aggregateId());
        assertLog(recorded);
    }

    @Test
    void ofSeveralConflictsTheFirstIsNamed() {
        append(events.change("dog", 1));
        append(events.change("cat", 1));
        var conflict =
                assertThrows(
                        VersionConflictException.class,
                        () -> append(events.change("cat", 3), events.change("dog", 1)));
        assertEquals("cat", conflict.aggregateId());
        assertEquals(3, conflict.givenVersion());
    }

    @Test
    void interleavedAggregatesStayInterleaved() {
        StoredEvent[] interleaved = {
            events.change("dog", 1),
            events.change("cat", 1),
            events.change("dog", 2),
            events.fact("Noticed"),
            events.change("cat", 2)
        };
        assertEquals(new AppendReceipt(1, 5), append(interleaved));
        assertLog(interleaved);
        assertEquals(List.of(interleaved[0], interleaved[2]), aggregate("dog"));
    }

    @Test
    void positionsRiseByOneFromOneRequestToTheNext() {
        assertEquals(new AppendReceipt(1, 2), recorder().append(events.changes("dog", 1, 2)));
        assertEquals(new AppendReceipt(3, 3), append(events.fact("Noticed")));
        assertEquals(new AppendReceipt(4, 6), recorder().append(events.changes("dog", 3, 5)));
        assertEquals(6, recorder().head());
    }

    @Test
    void anEventOfNoAggregateNeedsNoVersion() {
        List<StoredEvent> facts = events.facts(3, "Noticed");
        recorder().append(facts);
        assertLog(facts);
    }

    @Test
    void anInterruptedCallerKeepsItsFlagAndKnowsTheOutcome() {
        StoredEvent event = events.change("dog", 1);
        boolean recorded;
        Thread.currentThread().interrupt();
        try {
            recorded = append(event).equals(new AppendReceipt(1, 1));
        } catch (RuntimeException refused) {
            recorded = false;
        }
        assertTrue(Thread.interrupted(), "the flag is restored");
        assertLog(recorded ? List.of(event) : List.of());
        append(event);
        assertLog(event);
    }

    @Test
    void whoeverIsInterruptedWhileAppendingKnowsTheOutcome() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Race.Waiting<Optional<Boolean>>> calls = new ArrayList<>();
            List<StoredEvent> given = events.facts(CALLERS, "Noticed", "round:" + round);
            given.forEach(event -> calls.add(Race.start(() -> isRecorded(event))));
            // Earlier in one round than in another, so that every step is interrupted some time.
            for (int spin = 0; spin < 1 << round % 16; spin++) {
                Thread.onSpinWait();
            }
            calls.forEach(call -> call.thread().interrupt());
            List<StoredEvent> certain = new ArrayList<>();
            List<StoredEvent> unknown = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Optional<Boolean> recorded = calls.get(caller).result(deadline());
                if (recorded.isEmpty()) {
                    unknown.add(given.get(caller));
                } else if (recorded.get()) {
                    certain.add(given.get(caller));
                }
            }
            List<StoredEvent> found = new ArrayList<>(matching("round:" + round));
            found.removeAll(unknown);
            assertEquals(Set.copyOf(certain), Set.copyOf(found), "recorded in round " + round);
        }
        StoredEvent last = events.fact("Noticed", "last:1");
        append(last);
        assertEquals(List.of(last), matching("last:1"));
    }

    /** Appends, and returns whether the event is said to be recorded, if it is known. */
    private Optional<Boolean> isRecorded(StoredEvent event) {
        try {
            append(event);
            return Optional.of(true);
        } catch (RecorderUnavailableException refused) {
            return Optional.of(false);
        } catch (OutcomeUnknownException unknown) {
            return Optional.empty();
        }
    }

    private List<StoredEvent> matching(String tag) {
        return recorder().readLog(LogSelection.all().matching(tagged(tag))).notifications().stream()
                .map(Notification::storedEvent)
                .toList();
    }
}
