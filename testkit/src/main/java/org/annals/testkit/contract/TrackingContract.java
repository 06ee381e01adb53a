package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Trackings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What keeping a place in an upstream log means. */
public abstract class TrackingContract extends RecorderContract {
    /** For tenants. */
    protected TrackingContract() {}

    private void track(Tracking tracking) {
        recorder().track(tracking);
        assertEquals(Optional.of(tracking), recorder().findTracking(tracking.upstream()));
    }

    private TrackingConflictException assertRefused(Tracking given) {
        Optional<Tracking> before = recorder().findTracking(given.upstream());
        var conflict = assertThrows(TrackingConflictException.class, () -> recorder().track(given));
        assertEquals(given, conflict.given());
        assertEquals(before, conflict.recorded());
        assertEquals(before, recorder().findTracking(given.upstream()));
        return conflict;
    }

    @Test
    void eachUpstreamHasAPlaceOfItsOwn() {
        recorder().track(Tracking.of("up1", 21));
        recorder().track(Tracking.of("up1", 22));
        recorder().track(Tracking.of("up2", 21));
        assertEquals(22, recorder().trackedPosition("up1"));
        assertEquals(21, recorder().trackedPosition("up2"));
    }

    @Test
    void anUpstreamThatWasNeverFollowedIsAtZero() {
        track(Tracking.of("up1", 21));
        assertEquals(0, recorder().trackedPosition("up2"));
        assertEquals(Optional.empty(), recorder().findTracking("up2"));
    }

    @Test
    void anEqualPositionConflicts() {
        track(Tracking.of("up1", 21));
        var conflict = assertRefused(Tracking.of("up1", 21));
        assertEquals(21, conflict.recorded().orElseThrow().position());
        assertRefused(Tracking.of("up1", 21).withEpoch(1));
    }

    @Test
    void aLowerPositionConflicts() {
        track(Tracking.of("up1", 21));
        assertRefused(Tracking.of("up1", 20));
        assertRefused(Tracking.of("up1", 1).withEpoch(1));
        assertEquals(21, recorder().trackedPosition("up1"));
    }

    @Test
    void aConflictNamesBothPositions() {
        track(Tracking.of("up1", 21));
        String message = String.valueOf(assertRefused(Tracking.of("up1", 17)).getMessage());
        assertTrue(message.contains("21") && message.contains("17"), message);
    }

    @Test
    void whatIsSkippedCountsAsDone() {
        track(Tracking.of("up1", 21));
        track(Tracking.of("up1", 1_000_000));
        assertRefused(Tracking.of("up1", 500));
    }

    @Test
    void positionsMayBeBeyondAnInt() {
        track(Tracking.of("up1", 1L << 40));
        track(Tracking.of("up1", (1L << 40) + 1));
        track(Tracking.of("up1", Long.MAX_VALUE));
        assertRefused(Tracking.of("up1", 1));
    }

    @Test
    void theEventAtThePositionIsKept() {
        track(Tracking.of("up1", 21, SampleEvents.id(21)));
        track(Tracking.of("up1", 22));
        track(Tracking.of("up1", 23, SampleEvents.id(23)));
    }

    @Test
    void anOlderEpochConflictsWhateverThePosition() {
        track(Tracking.of("up1", 21).withEpoch(3));
        assertRefused(Tracking.of("up1", 22).withEpoch(2));
        assertRefused(Tracking.of("up1", 22));
        track(Tracking.of("up1", 22).withEpoch(3));
    }

    @Test
    void aNewerEpochEndsTheOlder() {
        track(Tracking.of("up1", 21).withEpoch(3));
        track(Tracking.of("up1", 22).withEpoch(7));
        assertRefused(Tracking.of("up1", 23).withEpoch(3));
        track(Tracking.of("up1", 23).withEpoch(7));
    }

    @Test
    void epochsOfOneUpstreamDoNotConcernAnother() {
        track(Tracking.of("up1", 21).withEpoch(3));
        track(Tracking.of("up2", 1));
        track(Tracking.of("up2", 2).withEpoch(1));
    }

    @Test
    void namesOfUpstreamsAreExact() {
        track(Tracking.of("up", 5));
        for (String other : new String[] {"Up", "UP", " up", "up ", "u%", "u_", "up:1"}) {
            assertEquals(0, recorder().trackedPosition(other));
            track(Tracking.of(other, 3));
        }
        assertEquals(5, recorder().trackedPosition("up"));
    }

    @Test
    void manyUpstreamsAreKept() {
        for (int i = 1; i <= 100; i++) {
            track(Tracking.of("up" + i, i));
        }
        for (int i = 1; i <= 100; i++) {
            assertEquals(i, recorder().trackedPosition("up" + i));
        }
    }

    @Test
    void aLogThatFollowsNobodyHasNoPlaces() {
        assertEquals(new Trackings(0, List.of()), recorder().readTrackings());
        append(events.fact("Happened"));
        assertEquals(new Trackings(1, List.of()), recorder().readTrackings());
    }

    @Test
    void allPlacesAreReadAsTheyWereRecorded() {
        List<Tracking> all =
                List.of(
                        Tracking.of("Up1", Long.MAX_VALUE),
                        Tracking.of("up 2", 5).withEpoch(Long.MAX_VALUE),
                        Tracking.of("up1", 21, SampleEvents.id(21)).withEpoch(3),
                        Tracking.of("\u00fcp", 1, SampleEvents.id(1)));
        track(Tracking.of("up1", 20));
        all.forEach(this::track);
        assertEquals(new Trackings(0, all), recorder().readTrackings());
    }

    @Test
    void aPositionThatWasReachedIsAwaitedAtOnce() throws InterruptedException {
        track(Tracking.of("up1", 21));
        assertTrue(recorder().awaitTracking("up1", 20, deadline()));
        assertTrue(recorder().awaitTracking("up1", 21, deadline()));
        assertTrue(recorder().awaitTracking("up1", 21, Duration.ZERO));
        assertTrue(recorder().awaitTracking("up2", 0, Duration.ZERO));
    }

    @Test
    void aPositionThatIsNotReachedInTimeIsNot() throws InterruptedException {
        track(Tracking.of("up1", 21));
        assertFalse(recorder().awaitTracking("up1", 22, Duration.ZERO));
        assertFalse(recorder().awaitTracking("up1", 22, Duration.ofMillis(5)));
        assertFalse(recorder().awaitTracking("up2", 1, Duration.ofMillis(5)));
    }

    @Test
    void oneMayWaitForEver() throws InterruptedException {
        track(Tracking.of("up1", 21));
        assertTrue(recorder().awaitTracking("up1", 21, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void aPositionThatIsReachedLaterWakesWhoeverWaits() throws Exception {
        var waiting =
                Race.startWaiting(
                        () -> recorder().awaitTracking("up1", 21, deadline().multipliedBy(4)));
        recorder().track(Tracking.of("up2", 21));
        recorder().track(Tracking.of("up1", 20));
        recorder().track(Tracking.of("up1", 25));
        assertTrue(waiting.result(deadline()));
        assertEquals(25, recorder().trackedPosition("up1"));
    }

    @Test
    void aPositionThatIsReachedInAnAppendWakesWhoeverWaits() throws Exception {
        var waiting =
                Race.startWaiting(
                        () -> recorder().awaitTracking("up1", 1, deadline().multipliedBy(4)));
        recorder().append(events.changes("dog", 1, 2), Tracking.of("up1", 1));
        assertTrue(waiting.result(deadline()));
        assertEquals(1, recorder().trackedPosition("up1"));
    }

    @Test
    void interruptingEndsTheWaiting() throws Exception {
        track(Tracking.of("up1", 21));
        var waiting =
                Race.startWaiting(
                        () -> recorder().awaitTracking("up1", 22, deadline().multipliedBy(4)));
        waiting.thread().interrupt();
        assertThrows(InterruptedException.class, () -> waiting.result(deadline()));
        track(Tracking.of("up1", 22));
    }

    @Test
    void whatCannotBeTrackedCannotBeAskedForEither() throws InterruptedException {
        for (String impossible : List.of("\0", "up\0", "\ud83d", "u".repeat(300))) {
            assertImpossible(() -> recorder().findTracking(impossible));
            assertImpossible(() -> recorder().trackedPosition(impossible));
            assertImpossible(() -> recorder().awaitTracking(impossible, 0, Duration.ZERO));
        }
        assertImpossible(() -> recorder().awaitTracking("up1", -1, Duration.ZERO));
        assertTrue(recorder().awaitTracking("up1", 0, Duration.ZERO));
    }

    private static void assertImpossible(Executable question) {
        assertThrows(IllegalArgumentException.class, question);
    }
}
