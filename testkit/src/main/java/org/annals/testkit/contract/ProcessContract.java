package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Trackings;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** What recording events together with tracking means. */
public abstract class ProcessContract extends RecorderContract {
    /** For tenants. */
    protected ProcessContract() {}

    private List<StoredEvent> given() {
        List<StoredEvent> recorded = events.changes("dog", 1, 2);
        assertEquals(new AppendReceipt(1, 2), recorder().append(recorded, Tracking.of("up1", 21)));
        assertLog(recorded);
        assertEquals(21, recorder().trackedPosition("up1"));
        return recorded;
    }

    @Test
    void eventsAndTrackingAreRecordedTogether() {
        given();
        recorder().append(events.changes("dog", 3, 3), Tracking.of("up1", 22));
        assertEquals(22, recorder().trackedPosition("up1"));
        assertEquals(3, aggregate("dog").size());
    }

    @Test
    void aVersionConflictStoresNoTracking() {
        List<StoredEvent> recorded = given();
        assertThrows(
                VersionConflictException.class,
                () -> recorder().append(events.changes("dog", 2, 2), Tracking.of("up1", 22)));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertLog(recorded);
    }

    @Test
    void aVersionConflictDoesNotBeginToFollowAnUpstream() {
        List<StoredEvent> recorded = given();
        assertThrows(
                VersionConflictException.class,
                () -> recorder().append(events.changes("dog", 2, 2), Tracking.of("up2", 1)));
        assertEquals(Optional.empty(), recorder().findTracking("up2"));
        assertLog(recorded);
    }

    @Test
    void aTrackingConflictStoresNoEvents() {
        List<StoredEvent> recorded = given();
        var old = Tracking.of("up1", 21);
        var conflict =
                assertThrows(
                        TrackingConflictException.class,
                        () -> recorder().append(events.changes("dog", 3, 4), old));
        assertEquals(old, conflict.given());
        assertLog(recorded);
        assertEquals(2, aggregate("dog").size());
        assertEquals(21, recorder().trackedPosition("up1"));
    }

    @Test
    void anOlderEpochStoresNoEvents() {
        StoredEvent first = events.change("dog", 1);
        recorder().append(List.of(first), Tracking.of("up1", 21).withEpoch(2));
        assertThrows(
                TrackingConflictException.class,
                () ->
                        recorder()
                                .append(
                                        events.changes("dog", 2, 2),
                                        Tracking.of("up1", 22).withEpoch(1)));
        assertLog(first);
    }

    @Test
    void aFailedConditionStoresNeither() {
        List<StoredEvent> recorded = given();
        StoredEvent tagged = events.fact("Noticed", "x:1");
        append(tagged);
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 3, 3))
                        .withTracking(Tracking.of("up1", 22))
                        .onCondition(failIfMatching(tagged("x:1")));
        assertThrows(AppendConditionFailedException.class, () -> recorder().append(request));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertLog(recorded.get(0), recorded.get(1), tagged);
    }

    @Test
    void trackingAndAConditionMustBothHold() {
        List<StoredEvent> recorded = given();
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 3, 3))
                        .onCondition(failIfMatching(tagged("x:1")));
        assertThrows(
                TrackingConflictException.class,
                () -> recorder().append(request.withTracking(Tracking.of("up1", 20))));
        assertLog(recorded);
        recorder().append(request.withTracking(Tracking.of("up1", 22)));
        assertEquals(22, recorder().trackedPosition("up1"));
        assertEquals(3, recorder().head());
    }

    @Test
    void trackingMayBeRecordedWithoutEvents() {
        List<StoredEvent> recorded = given();
        assertEquals(AppendReceipt.empty(), recorder().append(List.of(), Tracking.of("up1", 30)));
        assertEquals(30, recorder().trackedPosition("up1"));
        assertLog(recorded);
        assertThrows(
                TrackingConflictException.class,
                () -> recorder().append(List.of(), Tracking.of("up1", 30)));
    }

    @Test
    void eventsWithoutTrackingLeaveThePlaces() {
        given();
        append(events.change("dog", 3), events.fact("Noticed"));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertEquals(4, recorder().head());
    }

    @Test
    void aRefusedPositionMayBeTrackedLater() {
        given();
        assertThrows(
                VersionConflictException.class,
                () -> recorder().append(events.changes("dog", 2, 2), Tracking.of("up1", 22)));
        recorder().append(events.changes("dog", 3, 3), Tracking.of("up1", 22));
        assertEquals(22, recorder().trackedPosition("up1"));
        assertEquals(3, recorder().head());
    }

    @Test
    void aRepeatIsAnsweredAlthoughItsTrackingIsOld() {
        List<StoredEvent> request = given();
        recorder().append(events.changes("dog", 3, 3), Tracking.of("up1", 40));
        assertEquals(new AppendReceipt(1, 2), recorder().append(request, Tracking.of("up1", 21)));
        assertEquals(40, recorder().trackedPosition("up1"));
    }

    @Test
    void aRepeatMovesNoTracking() {
        List<StoredEvent> request = given();
        assertEquals(new AppendReceipt(1, 2), recorder().append(request, Tracking.of("up1", 99)));
        assertEquals(new AppendReceipt(1, 2), recorder().append(request, Tracking.of("up2", 9)));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertEquals(0, recorder().trackedPosition("up2"));
    }

    @Test
    void eventsAndTrackingAreSeenTogether() throws Exception {
        var last = AggregateSelection.of("dog").backwards().limit(1);
        assertSeenTogether(
                number ->
                        recorder()
                                .append(
                                        events.changes("dog", number, number),
                                        Tracking.of("up1", number)),
                recorder()::head,
                () -> recorder().trackedPosition("up1"),
                () -> aggregate(last).stream().mapToLong(RecorderContract::version).sum());
    }

    @Test
    void allPlacesAndTheHeadAreReadAsTheyWereAtOneMoment() throws Exception {
        recorder().track(Tracking.of("up2", 7));
        assertSeenTogether(
                number ->
                        recorder()
                                .append(
                                        List.of(events.fact("Happened")),
                                        Tracking.of("up1", number)),
                recorder()::head,
                this::placeAtTheHead);
    }

    private long placeAtTheHead() {
        Trackings now = recorder().readTrackings();
        long place = now.head() == 0 ? 0 : now.trackings().getFirst().position();
        assertEquals(now.head(), place, "head and place");
        assertEquals(now.head() == 0 ? 1 : 2, now.trackings().size());
        return place;
    }
}
