package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Trackings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What having the lease of an upstream means: for its owner, and for whoever had it before. */
public abstract class LeaseContract extends RecorderContract {
    private static final int RACERS = 8;
    private static final int ROUNDS = 30;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    /** For tenants. */
    protected LeaseContract() {}

    private Optional<Lease> acquire(String upstream, String owner) {
        return recorder().acquireLease(upstream, owner, LONG);
    }

    private Lease taken(String upstream, String owner) {
        Lease lease = acquire(upstream, owner).orElseThrow(() -> lacking(upstream, owner));
        assertEquals(Optional.of(lease), recorder().findLease(upstream));
        return lease;
    }

    private static AssertionError lacking(String upstream, String owner) {
        return new AssertionError("'%s' has got no lease of '%s'.".formatted(owner, upstream));
    }

    /** Takes a lease as soon as it can be had. */
    private Lease awaited(Recorder recorder, String upstream, String owner, Duration duration)
            throws InterruptedException {
        long begun = System.nanoTime();
        Optional<Lease> lease = Optional.empty();
        while (lease.isEmpty()) {
            if (System.nanoTime() - begun > deadline().toNanos()) {
                throw lacking(upstream, owner);
            }
            Race.letOthersRun();
            lease = recorder.acquireLease(upstream, owner, duration);
        }
        return lease.get();
    }

    private static Tracking under(Lease lease, long position) {
        return Tracking.of(lease.upstream(), position).withEpoch(lease.epoch());
    }

    private TrackingConflictException assertOver(Tracking given) {
        Optional<Tracking> before = recorder().findTracking(given.upstream());
        long head = recorder().head();
        var conflict =
                assertThrows(
                        TrackingConflictException.class,
                        () -> recorder().append(events.facts(1, "Noticed"), given));
        assertTrue(conflict.isEpochOver());
        assertEquals(given, conflict.given());
        assertEquals(before, conflict.recorded());
        assertEquals(before, recorder().findTracking(given.upstream()));
        assertEquals(head, recorder().head());
        return conflict;
    }

    @Test
    void aLeaseIsOneOwnersAndNobodyElses() {
        assertEquals(new Lease("up1", "a", 1), taken("up1", "a"));
        assertEquals(Optional.empty(), acquire("up1", "b"));
        assertEquals(Optional.of(new Lease("up1", "a", 1)), recorder().findLease("up1"));
    }

    @Test
    void nobodyHasALeaseThatWasNeverTaken() {
        taken("up1", "a");
        assertEquals(Optional.empty(), recorder().findLease("up2"));
    }

    @Test
    void prolongingKeepsTheEpoch() {
        Lease lease = taken("up1", "a");
        assertEquals(lease, taken("up1", "a"));
        assertEquals(lease, taken("up1", "a"));
        recorder().track(under(lease, 21));
        assertEquals(lease, taken("up1", "a"));
    }

    @Test
    void aProlongedLeaseLastsAsLongAsWasSaidLast() throws Exception {
        Duration first = Duration.ofMillis(40);
        assertTrue(recorder().acquireLease("up1", "a", first).isPresent());
        taken("up1", "a");
        assertTrue(recorder().acquireLease("up2", "a", first).isPresent());
        awaited(recorder(), "up2", "b", LONG);
        assertEquals(Optional.empty(), acquire("up1", "b"));
    }

    @Test
    void aLeaseWhoseTimeIsOverIsTakenByAnother() throws Exception {
        assertTrue(recorder().acquireLease("up1", "a", SHORT).isPresent());
        Lease second = awaited(recorder(), "up1", "b", LONG);
        assertEquals(new Lease("up1", "b", 2), second);
        assertEquals(Optional.of(second), recorder().findLease("up1"));
        assertEquals(Optional.empty(), acquire("up1", "a"));
    }

    @Test
    void whoseTimeIsOverTakesItAnew() throws Exception {
        Lease first = recorder().acquireLease("up1", "a", SHORT).orElseThrow();
        long begun = System.nanoTime();
        while (recorder().findLease("up1").isPresent()) {
            assertTrue(System.nanoTime() - begun < deadline().toNanos(), "its time is never over");
            Race.letOthersRun();
        }
        assertEquals(first.epoch() + 1, taken("up1", "a").epoch());
    }

    @Test
    void takingALeaseBeginsAnEpochAboveAnyThatWasTracked() {
        recorder().track(Tracking.of("up1", 21).withEpoch(41));
        recorder().track(Tracking.of("up2", 21).withEpoch(50));
        assertEquals(42, taken("up1", "a").epoch());
        assertEquals(1, taken("up3", "a").epoch());
    }

    @Test
    void anOlderEpochIsOverBeforeAnythingIsTrackedUnderTheNew() {
        Lease first = taken("up1", "a");
        assertTrue(recorder().releaseLease(first));
        taken("up1", "b");
        var conflict = assertOver(under(first, 1));
        assertEquals(Optional.empty(), conflict.recorded());
        String message = String.valueOf(conflict.getMessage());
        assertTrue(message.contains("up1") && message.contains("2"), message);
        assertOver(under(first, Long.MAX_VALUE));
    }

    @Test
    void anOlderEpochIsOverWhateverWasTrackedUnderIt() {
        Lease first = taken("up1", "a");
        recorder().track(under(first, 21));
        assertTrue(recorder().releaseLease(first));
        Lease second = taken("up1", "b");
        assertOver(under(first, 22));
        recorder().track(under(second, 22));
        assertOver(under(first, 23));
        assertEquals(22, recorder().trackedPosition("up1"));
    }

    @Test
    void whoHasNoLeaseIsRefusedOnceOneWasTaken() {
        recorder().track(Tracking.of("up1", 21));
        Lease lease = taken("up1", "a");
        assertOver(Tracking.of("up1", 22));
        assertTrue(recorder().releaseLease(lease));
        assertOver(Tracking.of("up1", 22));
        recorder().track(Tracking.of("up2", 1));
    }

    @Test
    void theOwnerTracksUnderItsEpoch() {
        Lease lease = taken("up1", "a");
        recorder().append(events.facts(1, "Noticed"), under(lease, 1));
        recorder().track(under(lease, 2));
        assertEquals(Optional.of(under(lease, 2)), recorder().findTracking("up1"));
        assertEquals(Optional.of(lease), recorder().findLease("up1"));
    }

    @Test
    void anUpstreamThatIsOnlyLeasedHasNoPlace() throws Exception {
        Lease lease = taken("up1", "a");
        assertEquals(Optional.empty(), recorder().findTracking("up1"));
        assertEquals(0, recorder().trackedPosition("up1"));
        assertEquals(new Trackings(0, List.of()), recorder().readTrackings());
        assertFalse(recorder().awaitTracking("up1", 1, Duration.ZERO));
        recorder().track(under(lease, 1));
        assertEquals(new Trackings(0, List.of(under(lease, 1))), recorder().readTrackings());
    }

    @Test
    void takingALeaseKeepsThePlaceAndItsEvent() {
        Tracking place = Tracking.of("up1", 21, SampleEvents.id(21));
        recorder().track(place);
        Lease lease = taken("up1", "a");
        assertEquals(Optional.of(place.withEpoch(lease.epoch())), recorder().findTracking("up1"));
    }

    @Test
    void aReleasedLeaseIsTakenAtOnce() {
        Lease first = taken("up1", "a");
        assertTrue(recorder().releaseLease(first));
        assertEquals(Optional.empty(), recorder().findLease("up1"));
        assertEquals(new Lease("up1", "b", 2), taken("up1", "b"));
    }

    @Test
    void aReleasedLeaseIsNoLongerItsOwners() {
        Lease first = taken("up1", "a");
        assertTrue(recorder().releaseLease(first));
        assertFalse(recorder().releaseLease(first));
        assertEquals(2, taken("up1", "a").epoch());
    }

    @Test
    void theEpochOutlivesItsRelease() {
        Lease lease = taken("up1", "a");
        recorder().track(under(lease, 21));
        assertTrue(recorder().releaseLease(lease));
        recorder().track(under(lease, 22));
        assertEquals(Optional.of(under(lease, 22)), recorder().findTracking("up1"));
    }

    @Test
    void nobodyReleasesTheLeaseOfAnother() {
        Lease lease = taken("up1", "a");
        assertFalse(recorder().releaseLease(new Lease("up1", "b", lease.epoch())));
        assertFalse(recorder().releaseLease(new Lease("up2", "a", lease.epoch())));
        assertEquals(Optional.of(lease), recorder().findLease("up1"));
    }

    @Test
    void aLeaseThatWasLostIsNotReleased() throws Exception {
        Lease lost = recorder().acquireLease("up1", "a", SHORT).orElseThrow();
        Lease second = awaited(recorder(), "up1", "b", LONG);
        assertFalse(recorder().releaseLease(lost));
        assertEquals(Optional.of(second), recorder().findLease("up1"));
        assertTrue(recorder().releaseLease(second));
        Lease third = taken("up1", "a");
        assertFalse(recorder().releaseLease(lost));
        assertEquals(Optional.of(third), recorder().findLease("up1"));
    }

    @Test
    void eachUpstreamHasALeaseOfItsOwn() {
        assertEquals(new Lease("up1", "a", 1), taken("up1", "a"));
        assertEquals(new Lease("up2", "b", 1), taken("up2", "b"));
        assertEquals(Optional.empty(), acquire("up1", "b"));
        assertTrue(recorder().releaseLease(new Lease("up2", "b", 1)));
        assertTrue(recorder().findLease("up1").isPresent());
    }

    @Test
    void namesOfUpstreamsAndOwnersAreExact() {
        taken("up", "a");
        for (String upstream : List.of("Up", "up ", " up", "u%", "u_", "\u00fcp")) {
            assertEquals(Optional.empty(), recorder().findLease(upstream));
            taken(upstream, "b");
        }
        for (String owner : List.of("A", "a ", " a", "%", "_", "\u00e4")) {
            assertEquals(Optional.empty(), acquire("up", owner));
        }
        assertEquals(1, taken("up", "a").epoch());
    }

    @Test
    void aLaterEpochThatIsTrackedEndsALease() {
        Lease lease = taken("up1", "a");
        recorder().track(Tracking.of("up1", 21).withEpoch(7));
        assertEquals(Optional.empty(), recorder().findLease("up1"));
        assertFalse(recorder().releaseLease(lease));
        assertEquals(8, taken("up1", "b").epoch());
        assertOver(Tracking.of("up1", 22).withEpoch(7));
    }

    @Test
    void afterTheLastEpochThereIsNone() {
        recorder().track(Tracking.of("up1", 21).withEpoch(Long.MAX_VALUE));
        assertThrows(IllegalStateException.class, () -> acquire("up1", "a"));
        assertEquals(Optional.empty(), recorder().findLease("up1"));
        recorder().track(Tracking.of("up1", 22).withEpoch(Long.MAX_VALUE));
        taken("up2", "a");
    }

    @Test
    void ofManyThatAcquireOneGetsIt() throws Exception {
        List<Integer> wins =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    int won = 0;
                                    for (int round = 0; round < ROUNDS; round++) {
                                        barrier.await();
                                        won +=
                                                acquire("up" + round, "o" + lane).isPresent()
                                                        ? 1
                                                        : 0;
                                    }
                                    return won;
                                });
        assertEquals(ROUNDS, wins.stream().mapToInt(Integer::intValue).sum());
        assertEquals(1, recorder().findLease("up0").orElseThrow().epoch());
    }

    @Test
    void ofManyThatTakeOverEachHasAnEpochOfItsOwn() throws Exception {
        List<List<Lease>> taken =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    Lease first = awaited(recorder(), "up1", "o" + lane, LONG);
                                    assertTrue(recorder().releaseLease(first));
                                    Lease next = awaited(recorder(), "up1", "o" + lane, LONG);
                                    assertTrue(recorder().releaseLease(next));
                                    return List.of(first, next);
                                });
        assertEquals(
                upTo(2L * RACERS),
                taken.stream().flatMap(List::stream).map(Lease::epoch).sorted().toList());
    }

    @Test
    void whatWasPausedCannotWriteWhenItComesBack() throws Exception {
        Lease first = taken("up1", "a");
        List<Long> reached =
                Race.ofPlatformThreads(2, deadline())
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    return lane == 0 ? untilRefused(first) : takenOver(first);
                                });
        assertEquals(reached.get(0), reached.get(1), "written under an epoch that was over");
        assertEquals(reached.get(0), recorder().trackedPosition("up1"));
    }

    private long untilRefused(Lease lease) {
        for (long position = 1; ; position++) {
            try {
                recorder().track(under(lease, position));
            } catch (TrackingConflictException over) {
                return position - 1;
            }
        }
    }

    private long takenOver(Lease first) {
        assertTrue(recorder().releaseLease(first));
        Lease second = taken("up1", "b");
        assertNotEquals(first, second);
        return recorder().trackedPosition("up1");
    }

    @Test
    void leasesAreKeptWhereTheLogIs() {
        Lease lease = taken("up1", "a");
        fixture().reopen();
        if (fixture().isDurable()) {
            assertEquals(Optional.of(lease), recorder().findLease("up1"));
            assertEquals(Optional.empty(), acquire("up1", "b"));
            assertOver(Tracking.of("up1", 1));
            assertTrue(recorder().releaseLease(lease));
            assertEquals(2, taken("up1", "b").epoch());
        } else {
            assertEquals(Optional.empty(), recorder().findLease("up1"));
            assertEquals(1, taken("up1", "b").epoch());
        }
    }

    @Test
    void bothOpeningsOfAStoreCompete() {
        Recorder second = fixture().openSecond();
        Lease lease = taken("up1", "a");
        boolean isShared = fixture().isShared();
        assertEquals(isShared, second.acquireLease("up1", "b", LONG).isEmpty());
        assertEquals(isShared ? "a" : "b", second.findLease("up1").orElseThrow().owner());
        assertEquals(isShared, second.releaseLease(lease));
        assertEquals(!isShared, recorder().findLease("up1").isPresent());
    }

    @Test
    void ofTwoOpeningsOneGetsItEachRound() throws Exception {
        List<Recorder> both = List.of(recorder(), fixture().openSecond());
        List<Integer> wins =
                Race.ofPlatformThreads(RACERS, deadline())
                        .run(
                                (lane, barrier) -> {
                                    Recorder mine = both.get(lane % 2);
                                    int won = 0;
                                    for (int round = 0; round < ROUNDS; round++) {
                                        barrier.await();
                                        won +=
                                                mine.acquireLease("up" + round, "o" + lane, LONG)
                                                                .isPresent()
                                                        ? 1
                                                        : 0;
                                    }
                                    return won;
                                });
        int winners = fixture().isShared() ? 1 : 2;
        assertEquals(winners * ROUNDS, wins.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void workOfAnAppendMayNotChangeThem() {
        Lease lease = taken("up1", "a");
        List<Executable> calls =
                List.of(() -> acquire("up1", "a"), () -> recorder().releaseLease(lease));
        for (Executable call : calls) {
            recorder()
                    .append(
                            AppendRequest.of(List.of(events.fact("Noticed")))
                                    .withWork(
                                            transaction ->
                                                    assertThrows(
                                                            IllegalStateException.class, call)));
        }
        assertEquals(calls.size(), recorder().head());
        assertEquals(Optional.of(lease), recorder().findLease("up1"));
    }

    @Test
    void whatCannotBeALeaseCannotBeAcquired() {
        for (String impossible : List.of("", " ", "\0", "up\0", "\ud83d", "u".repeat(300))) {
            assertImpossible(() -> acquire(impossible, "a"));
            assertImpossible(() -> acquire("up1", impossible));
        }
        for (Duration impossible :
                List.of(
                        Duration.ZERO,
                        Duration.ofNanos(999_999),
                        Duration.ofMillis(-1),
                        Duration.ofDays(1).plusNanos(1),
                        Duration.ofSeconds(Long.MAX_VALUE))) {
            assertImpossible(() -> recorder().acquireLease("up1", "a", impossible));
        }
        assertEquals(Optional.empty(), recorder().findLease("up1"));
        assertTrue(recorder().acquireLease("up1", "a", Duration.ofDays(1)).isPresent());
    }

    private static void assertImpossible(Executable call) {
        assertThrows(IllegalArgumentException.class, call);
    }

    @Test
    void everyCallAfterClosingSaysThatItIsClosed() {
        Lease lease = taken("up1", "a");
        Recorder closed = recorder();
        closed.close();
        Map<String, Executable> calls =
                Map.of(
                        "acquire", () -> closed.acquireLease("up1", "a", LONG),
                        "release", () -> closed.releaseLease(lease),
                        "find", () -> closed.findLease("up1"));
        calls.forEach((name, call) -> assertThrows(RecorderClosedException.class, call, name));
        fixture().reopen();
        assertEquals(fixture().isDurable(), recorder().findLease("up1").isPresent());
    }
}
