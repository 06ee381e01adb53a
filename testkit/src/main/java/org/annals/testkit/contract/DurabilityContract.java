package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is there when a store is opened again: everything, or, where a fixture says that the store
 * is not durable, nothing.
 */
public abstract class DurabilityContract extends RecorderContract {
    /** For tenants. */
    protected DurabilityContract() {}

    private List<StoredEvent> given() {
        List<StoredEvent> recorded = new ArrayList<>(events.changes("dog", 1, 2));
        recorded.add(events.fact("Noticed", "x:1", "y:1"));
        recorder()
                .append(
                        AppendRequest.of(recorded)
                                .withTracking(
                                        Tracking.of("up1", 21, SampleEvents.id(21)).withEpoch(3))
                                .withWork(fixture().writingRow("k", "v")));
        assertLog(recorded);
        assertEquals(Optional.of("v"), fixture().findRow("k"));
        return recorded;
    }

    private boolean isKept() {
        return fixture().isDurable();
    }

    @Test
    void eventsAreReadAgain() {
        List<StoredEvent> recorded = given();
        fixture().reopen();
        assertLog(isKept() ? recorded : List.of());
        assertEquals(isKept() ? recorded.subList(0, 2) : List.of(), aggregate("dog"));
        assertEquals(isKept() ? List.of(3L) : List.of(), positions(tagged("x:1", "y:1")));
    }

    @Test
    void positionsAndVersionsGoOn() {
        given();
        fixture().reopen();
        if (isKept()) {
            assertThrows(VersionConflictException.class, () -> append(events.change("dog", 2)));
            assertEquals(new AppendReceipt(4, 4), append(events.change("dog", 3)));
        } else {
            assertThrows(VersionConflictException.class, () -> append(events.change("dog", 3)));
            assertEquals(new AppendReceipt(1, 1), append(events.change("dog", 1)));
        }
    }

    @Test
    void aRepeatIsKnown() {
        List<StoredEvent> recorded = given();
        append(events.fact("Noticed"));
        fixture().reopen();
        assertEquals(new AppendReceipt(1, 3), recorder().append(recorded));
        assertEquals(isKept() ? 4 : 3, recorder().head());
    }

    @Test
    void conditionsMeetWhatWasRecorded() {
        given();
        fixture().reopen();
        List<StoredEvent> fresh = List.of(events.fact("new"));
        var condition = failIfMatching(tagged("x:1"));
        if (isKept()) {
            var failure =
                    assertThrows(
                            AppendConditionFailedException.class,
                            () -> recorder().append(fresh, condition));
            assertEquals(3, failure.matchingPosition());
        } else {
            assertEquals(new AppendReceipt(1, 1), recorder().append(fresh, condition));
        }
    }

    @Test
    void trackingIsKept() {
        given();
        Optional<Tracking> before = recorder().findTracking("up1");
        assertEquals(21, recorder().trackedPosition("up1"));
        fixture().reopen();
        assertEquals(isKept() ? before : Optional.empty(), recorder().findTracking("up1"));
        Tracking older = Tracking.of("up1", 22).withEpoch(2);
        if (isKept()) {
            assertThrows(TrackingConflictException.class, () -> recorder().track(older));
        } else {
            recorder().track(older);
            assertEquals(Optional.of(older), recorder().findTracking("up1"));
        }
    }

    @Test
    void rowsAreKept() {
        given();
        fixture().reopen();
        assertEquals(isKept() ? Optional.of("v") : Optional.empty(), fixture().findRow("k"));
    }

    @Test
    void whatWasRefusedIsNotThere() {
        List<StoredEvent> recorded = given();
        AppendRequest refused =
                AppendRequest.of(List.of(events.fact("Noticed"), events.change("dog", 1)))
                        .withTracking(Tracking.of("up1", 22).withEpoch(3))
                        .withWork(fixture().writingRow("k", "refused"));
        assertThrows(VersionConflictException.class, () -> recorder().append(refused));
        fixture().reopen();
        assertLog(isKept() ? recorded : List.of());
        assertEquals(isKept() ? 21 : 0, recorder().trackedPosition("up1"));
        assertEquals(isKept() ? Optional.of("v") : Optional.empty(), fixture().findRow("k"));
    }

    @Test
    void aStoreMayBeOpenedManyTimes() {
        List<StoredEvent> recorded = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            if (!isKept()) {
                recorded.clear();
            }
            StoredEvent next = events.change("dog", recorded.size() + 1L);
            append(next);
            recorded.add(next);
            assertLog(recorded);
            fixture().reopen();
        }
        assertLog(isKept() ? recorded : List.of());
    }

    @Test
    void openingAgainMakesAnotherRecorder() {
        given();
        Recorder before = recorder();
        Recorder after = fixture().reopen();
        assertNotSame(before, after);
        assertThrows(RecorderClosedException.class, before::head);
        assertEquals(isKept() ? 3 : 0, after.head());
    }

    @Test
    void aLongLogIsReadAgain() {
        List<StoredEvent> recorded = events.changes("dog", 1, 1_500);
        recorder().append(recorded);
        assertLog(recorded);
        fixture().reopen();
        assertLog(isKept() ? recorded : List.of());
        assertEquals(isKept() ? recorded : List.of(), aggregate("dog"));
    }
}
