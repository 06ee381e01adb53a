package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What closing a recorder means. */
public abstract class LifeContract extends RecorderContract {
    private static final int WRITERS = 8;

    /** For tenants. */
    protected LifeContract() {}

    private StoredEvent given() {
        StoredEvent event = events.change("dog", 1);
        append(event);
        assertLog(event);
        return event;
    }

    private static void assertClosed(String name, Executable call) {
        var closed = assertThrows(RecorderClosedException.class, call, name);
        assertTrue(String.valueOf(closed.getMessage()).contains("closed"), closed.getMessage());
    }

    @Test
    void closingTwiceDoesNothing() {
        given();
        recorder().close();
        recorder().close();
        assertClosed("head", recorder()::head);
        recorder().close();
    }

    @Test
    void everyCallAfterClosingSaysThatItIsClosed() {
        given();
        Recorder closed = recorder();
        closed.close();
        List<StoredEvent> fresh = List.of(events.fact("Noticed"));
        var condition = failIfMatching(Query.all());
        Tracking tracking = Tracking.of("up1", 1);
        Map<String, Executable> calls =
                Map.of(
                        "append", () -> closed.append(fresh),
                        "appendRequest", () -> closed.append(AppendRequest.of(fresh)),
                        "appendNothing", () -> closed.append(List.of()),
                        "appendCondition", () -> closed.append(fresh, condition),
                        "appendTracking", () -> closed.append(fresh, tracking),
                        "track", () -> closed.track(tracking),
                        "readLog", () -> closed.readLog(LogSelection.all()),
                        "identity", closed::identity,
                        "findTracking", () -> closed.findTracking("up1"),
                        "awaitTracking", () -> closed.awaitTracking("up1", 0, deadline()));
        calls.forEach(LifeContract::assertClosed);
        assertClosed("head", closed::head);
        assertClosed("trackedPosition", () -> closed.trackedPosition("up1"));
        assertClosed(
                "readAggregate", () -> closed.readAggregate(AggregateSelection.of("dog")).toList());
    }

    @Test
    void aRepeatAfterClosingSaysThatItIsClosed() {
        StoredEvent recorded = given();
        recorder().close();
        assertClosed("repeat", () -> append(recorded));
    }

    @Test
    void anAppendAfterClosingWritesNothing() {
        StoredEvent first = given();
        recorder().close();
        assertClosed("append", () -> append(events.change("dog", 2)));
        fixture().reopen();
        assertLog(fixture().isDurable() ? List.of(first) : List.of());
    }

    @Test
    void aStreamThatIsConsumedAfterClosingSaysThatItIsClosed() {
        recorder().append(events.changes("dog", 1, 2_000));
        Stream<StoredEvent> unread = recorder().readAggregate(AggregateSelection.of("dog"));
        Iterator<StoredEvent> begun =
                recorder().readAggregate(AggregateSelection.of("dog")).iterator();
        assertEquals(1, version(begun.next()));
        recorder().close();
        assertClosed("unread stream", unread::toList);
        assertClosed("begun stream", () -> begun.forEachRemaining(event -> {}));
    }

    @Test
    void closingEndsTheWaiting() throws Exception {
        given();
        var waiting =
                Race.startWaiting(
                        () -> recorder().awaitTracking("up1", 1, deadline().multipliedBy(4)));
        recorder().close();
        assertThrows(RecorderClosedException.class, () -> waiting.result(deadline()));
    }

    @Test
    void closingEndsTheWaitingForEver() throws Exception {
        given();
        var waiting =
                Race.startWaiting(
                        () ->
                                recorder()
                                        .awaitTracking(
                                                "up1", 1, Duration.ofSeconds(Long.MAX_VALUE)));
        recorder().close();
        assertThrows(RecorderClosedException.class, () -> waiting.result(deadline()));
    }

    @Test
    void closingFromSeveralThreadsIsClosingOnce() throws Exception {
        given();
        Race.ofPlatformThreads(4, deadline())
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            recorder().close();
                            return lane;
                        });
        assertClosed("head", recorder()::head);
    }

    @Test
    void closingWhileOthersAppendGivesEachAnOutcome() throws Exception {
        Recorder recorder = recorder();
        var begun = new CountDownLatch(WRITERS);
        List<List<StoredEvent>> acknowledged =
                Race.ofPlatformThreads(WRITERS + 1, deadline())
                        .run(
                                (lane, barrier) -> {
                                    if (lane < WRITERS) {
                                        return appendUntilClosed(recorder, lane, begun);
                                    }
                                    begun.await();
                                    recorder.close();
                                    return List.of();
                                });
        fixture().reopen();
        List<StoredEvent> all = acknowledged.stream().flatMap(List::stream).toList();
        assertTrue(all.size() >= WRITERS);
        assertEquals(fixture().isDurable() ? all.size() : 0, recorder().head());
        for (int lane = 0; lane < WRITERS; lane++) {
            List<StoredEvent> expected =
                    fixture().isDurable() ? acknowledged.get(lane) : List.<StoredEvent>of();
            assertEquals(expected, aggregate("writer" + lane));
        }
    }

    private List<StoredEvent> appendUntilClosed(Recorder recorder, int lane, CountDownLatch begun) {
        List<StoredEvent> acknowledged = new ArrayList<>();
        try {
            while (true) {
                StoredEvent next = events.change("writer" + lane, acknowledged.size() + 1L);
                assertEquals(1, recorder.append(List.of(next)).positions().count());
                acknowledged.add(next);
                if (acknowledged.size() == 1) {
                    begun.countDown();
                }
            }
        } catch (RecorderClosedException closed) {
            return acknowledged;
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDoor() {
        StoredEvent event = given();
        List<StoredEvent> fresh = List.of(events.fact("Noticed"));
        Recorder recorder = recorder();
        List<Executable> calls =
                List.of(
                        () -> recorder.append((AppendRequest) null),
                        () -> recorder.append((List<StoredEvent>) null),
                        () -> recorder.append(fresh, (AppendCondition) null),
                        () -> recorder.append(fresh, (Tracking) null),
                        () -> recorder.track(null),
                        () -> recorder.readAggregate(null),
                        () -> recorder.readLog(null),
                        () -> recorder.findTracking(null),
                        () -> recorder.trackedPosition(null),
                        () -> recorder.awaitTracking(null, 1, Duration.ZERO),
                        () -> recorder.awaitTracking("up1", 1, null));
        for (int i = 0; i < calls.size(); i++) {
            assertThrows(NullPointerException.class, calls.get(i), "call " + i);
        }
        assertLog(event);
    }
}
