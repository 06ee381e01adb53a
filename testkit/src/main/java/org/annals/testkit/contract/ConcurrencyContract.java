package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** That appends of many threads are as if they had been made one at a time. */
public abstract class ConcurrencyContract extends RecorderContract {
    private static final int RIVALS = 8;
    private static final int ROUNDS = 200;
    private static final int WRITERS = 10;
    private static final int REQUESTS = 100;
    private static final int REQUESTS_A_LOOK = 4;
    private static final int BATCH = 5;
    private static final int LARGE = 10_000;

    private final AtomicLong looks = new AtomicLong();

    /** For tenants. */
    protected ConcurrencyContract() {}

    private Race platform(int size) {
        return Race.ofPlatformThreads(size, deadline());
    }

    @Test
    void tenWritersAndTwoReadersAgreeOnOneLog() throws Exception {
        int total = WRITERS * REQUESTS * BATCH;
        List<List<Long>> seen =
                platform(WRITERS + 2)
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    return lane < WRITERS
                                            ? write("writer" + lane, this::awaitLooks)
                                            : follow(total);
                                });
        Set<Long> written = new HashSet<>();
        for (List<Long> positions : seen.subList(0, WRITERS)) {
            assertEquals(positions.stream().sorted().toList(), positions);
            written.addAll(positions);
        }
        assertEquals(total, written.size());
        assertEquals(upTo(total), seen.get(WRITERS));
        assertEquals(upTo(total), seen.get(WRITERS + 1));
        assertEquals(total, recorder().head());
        for (int writer = 0; writer < WRITERS; writer++) {
            assertEquals(REQUESTS * BATCH, aggregate("writer" + writer).size());
        }
    }

    /** What happens before each request of a writer. */
    private interface Pace {
        void before(int request) throws InterruptedException;
    }

    // Writers that were done before anybody reads would show nothing of what readers miss.
    private void awaitLooks(int request) throws InterruptedException {
        while (looks.get() < request / REQUESTS_A_LOOK) {
            Race.letOthersRun();
        }
    }

    private List<Long> write(String aggregateId, Pace pace) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            pace.before(request);
            long first = request * (long) BATCH + 1;
            var batch = events.changes(aggregateId, first, first + BATCH - 1);
            AppendReceipt receipt = recorder().append(batch);
            assertEquals(BATCH, receipt.last() - receipt.first() + 1);
            receipt.positions().forEach(positions::add);
        }
        return positions;
    }

    /** Reads until so many events are seen; each append must be seen whole. */
    private List<Long> follow(long total) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        LogSelection rest = LogSelection.all();
        while (rest.after() < total) {
            LogPage page = recorder().readLog(rest);
            assertEquals(0, page.head() % BATCH, "a part of an append was seen");
            page.notifications().forEach(notification -> seen.add(notification.position()));
            rest = rest.beyond(page);
            looks.incrementAndGet();
            Race.letOthersRun();
        }
        return seen;
    }

    @Test
    void theEventsOfOneAppendAreNeighbours() throws Exception {
        List<AppendReceipt> receipts =
                platform(2)
                        .run(
                                (lane, barrier) -> {
                                    var batch = events.facts(LARGE, "Batch" + lane, "b:" + lane);
                                    barrier.await();
                                    return recorder().append(batch);
                                });
        for (int lane = 0; lane < 2; lane++) {
            AppendReceipt receipt = receipts.get(lane);
            assertEquals(LARGE, receipt.last() - receipt.first() + 1);
            var own = LogSelection.all().matching(tagged("b:" + lane));
            assertEquals(
                    receipt.positions().boxed().toList(),
                    FollowedPages.notifications(recorder(), own).stream()
                            .map(Notification::position)
                            .toList());
        }
        assertEquals(2 * LARGE, recorder().head());
    }

    @Test
    void ofTwoLargeAppendsToAnEmptyLogOneIsRefused() throws Exception {
        var empty = failIfMatching(Query.all());
        List<Boolean> stored =
                platform(2)
                        .run(
                                (lane, barrier) -> {
                                    var batch = events.facts(LARGE, "Batch", "b:" + lane);
                                    barrier.await();
                                    return wins(AppendRequest.of(batch).onCondition(empty));
                                });
        assertEquals(1, Collections.frequency(stored, true));
        assertEquals(LARGE, recorder().head());
    }

    @Test
    void ofEightThatMayNotBothDecideOneWins() throws Exception {
        assertOneWinnerEachRound(
                round ->
                        AppendRequest.of(List.of(events.fact("Taken", "seat:" + round)))
                                .onCondition(failIfMatching(tagged("seat:" + round))));
    }

    @Test
    void whoeverLosesIsToldOfTheWinnersEvent() throws Exception {
        List<List<List<EventTag>>> told =
                platform(RIVALS)
                        .run(
                                (lane, barrier) -> {
                                    List<List<EventTag>> winners = new ArrayList<>();
                                    for (int round = 0; round < ROUNDS; round++) {
                                        String seat = "seat:" + round;
                                        var mine = events.fact("Taken", seat, "by:" + lane);
                                        barrier.await();
                                        winners.add(winner(mine, failIfMatching(tagged(seat))));
                                    }
                                    return winners;
                                });
        assertEquals(1, new HashSet<>(told).size());
        List<List<EventTag>> recorded =
                FollowedPages.notifications(recorder(), LogSelection.all()).stream()
                        .map(each -> each.storedEvent().tags())
                        .toList();
        assertEquals(recorded, told.getFirst());
    }

    private List<EventTag> winner(StoredEvent mine, AppendCondition condition) {
        try {
            recorder().append(List.of(mine), condition);
            return mine.tags();
        } catch (AppendConditionFailedException lost) {
            return lost.matches().getFirst().tags();
        }
    }

    @Test
    void ofEightThatSawTheSameHeadOneWins() throws Exception {
        assertOneWinnerEachRound(
                round ->
                        AppendRequest.of(List.of(events.fact("Next")))
                                .onCondition(failIfMatching(Query.all()).after(round)));
    }

    @Test
    void ofEightThatAppendTheSameVersionOneWins() throws Exception {
        assertOneWinnerEachRound(
                round -> AppendRequest.of(List.of(events.change("dog", round + 1))));
        assertEquals(ROUNDS, aggregate("dog").size());
    }

    @Test
    void ofEightThatProcessTheSamePositionOneWins() throws Exception {
        assertOneWinnerEachRound(
                round ->
                        AppendRequest.of(List.of(events.fact("Processed")))
                                .withTracking(Tracking.of("up1", round + 1)));
        assertEquals(ROUNDS, recorder().trackedPosition("up1"));
    }

    private void assertOneWinnerEachRound(IntFunction<AppendRequest> request) throws Exception {
        List<List<Boolean>> wins =
                platform(RIVALS).run((lane, barrier) -> compete(request, barrier));
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            List<Boolean> ofRound = wins.stream().map(lane -> lane.get(number)).toList();
            assertEquals(1, Collections.frequency(ofRound, true), "winners of round " + round);
        }
        assertEquals(ROUNDS, recorder().head());
    }

    private List<Boolean> compete(IntFunction<AppendRequest> request, CyclicBarrier barrier)
            throws Exception {
        List<Boolean> wins = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            AppendRequest mine = request.apply(round);
            barrier.await();
            wins.add(wins(mine));
        }
        return wins;
    }

    private boolean wins(AppendRequest request) {
        try {
            recorder().append(request);
            return true;
        } catch (AppendConditionFailedException
                | TrackingConflictException
                | VersionConflictException lost) {
            return false;
        }
    }

    @Test
    void oneRequestFromEightThreadsIsRecordedOnce() throws Exception {
        List<List<StoredEvent>> requests = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            requests.add(events.facts(2, "Noticed"));
        }
        List<List<AppendReceipt>> receipts =
                platform(RIVALS)
                        .run(
                                (lane, barrier) -> {
                                    List<AppendReceipt> mine = new ArrayList<>();
                                    for (List<StoredEvent> request : requests) {
                                        barrier.await();
                                        mine.add(recorder().append(request));
                                    }
                                    return mine;
                                });
        assertEquals(1, new HashSet<>(receipts).size());
        assertLog(requests.stream().flatMap(List::stream).toList());
    }

    @Test
    void unrelatedBoundariesFromManyThreadsAllSucceed() throws Exception {
        assertUnrelatedBoundariesAllSucceed(platform(64));
    }

    @Test
    void unrelatedBoundariesFromVirtualThreadsAllSucceed() throws Exception {
        assertUnrelatedBoundariesAllSucceed(Race.ofVirtualThreads(64, deadline()));
    }

    private void assertUnrelatedBoundariesAllSucceed(Race race) throws Exception {
        int each = 10;
        race.run(
                (lane, barrier) -> {
                    barrier.await();
                    Query own = tagged("lane:" + lane);
                    long place = 0;
                    for (int i = 0; i < each; i++) {
                        var mine = List.of(events.fact("Decided", "lane:" + lane));
                        place = recorder().append(mine, failIfMatching(own).after(place)).last();
                    }
                    return place;
                });
        assertEquals(64L * each, recorder().head());
        for (int lane = 0; lane < 64; lane++) {
            assertEquals(each, positions(tagged("lane:" + lane)).size());
        }
    }

    @Test
    void whatHasReturnedIsSeenByEveryThread() throws Exception {
        platform(2)
                .run(
                        (lane, barrier) -> {
                            for (int round = 1; round <= ROUNDS; round++) {
                                if (round % 2 == lane) {
                                    append(events.change("dog", round));
                                }
                                barrier.await();
                                assertEquals(round, recorder().head());
                                assertEquals(round, aggregate("dog").size());
                                barrier.await();
                            }
                            return lane;
                        });
        assertEquals(ROUNDS, recorder().head());
    }

    @Test
    void twoThreadsThatAwaitEachOtherAreWoken() throws Exception {
        platform(2)
                .run(
                        (lane, barrier) -> {
                            String mine = "lane" + lane;
                            String other = "lane" + (1 - lane);
                            for (int round = 1; round <= ROUNDS; round++) {
                                if (lane == 0) {
                                    recorder().track(Tracking.of(mine, round));
                                }
                                boolean reached =
                                        recorder().awaitTracking(other, round, deadline());
                                assertEquals(true, reached, () -> mine + " waited in vain");
                                if (lane == 1) {
                                    recorder().track(Tracking.of(mine, round));
                                }
                            }
                            return lane;
                        });
        assertEquals(ROUNDS, recorder().trackedPosition("lane0"));
    }

    @Test
    void allThatAwaitDifferentPositionsAreWoken() throws Exception {
        int waiters = 16;
        List<Boolean> reached =
                Race.ofVirtualThreads(waiters + 1, deadline())
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    if (lane > 0) {
                                        return recorder().awaitTracking("up1", lane, deadline());
                                    }
                                    for (int position = 1; position <= waiters; position++) {
                                        recorder().track(Tracking.of("up1", position));
                                    }
                                    return true;
                                });
        assertEquals(Set.of(true), new HashSet<>(reached));
        assertEquals(waiters, recorder().trackedPosition("up1"));
    }

    @Test
    void readersOfAnAggregateSeeWholeAppendsInOrder() throws Exception {
        List<List<Long>> lengths =
                platform(2)
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    return lane == 0
                                            ? write("dog", request -> {})
                                            : lengthsOf("dog");
                                });
        assertEquals(REQUESTS * BATCH, aggregate("dog").size());
        Set<Long> parts =
                lengths.get(1).stream().map(length -> length % BATCH).collect(Collectors.toSet());
        assertEquals(Set.of(0L), parts);
    }

    private List<Long> lengthsOf(String aggregateId) throws InterruptedException {
        List<Long> lengths = new ArrayList<>(List.of(0L));
        while (lengths.getLast() < (long) REQUESTS * BATCH) {
            List<StoredEvent> found = aggregate(aggregateId);
            assertEquals(
                    LongStream.rangeClosed(1, found.size()).boxed().toList(),
                    found.stream().map(RecorderContract::version).toList());
            lengths.add((long) found.size());
            Race.letOthersRun();
        }
        return lengths;
    }
}
