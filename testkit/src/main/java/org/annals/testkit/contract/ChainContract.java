package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.domain.EventTag;
import org.annals.integrity.ChainResult.Intact;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.HashChain;
import org.annals.integrity.LogNotChainedException;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whichever way an event came into a chained log, its hash follows from the one before: the same
 * appends give the same hashes on every recorder. Where a fixture says that the log keeps none, it
 * says so too, and holds the same events.
 */
public abstract class ChainContract extends RecorderContract {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 25;

    /** For tenants. */
    protected ChainContract() {}

    private boolean isChained() {
        return fixture().isChained();
    }

    private ChainedRecorder chained() {
        return assertInstanceOf(ChainedRecorder.class, recorder());
    }

    /** Demands that the log holds these events, each with its hash, and nothing else. */
    private void assertChain(StoredEvent... expected) {
        assertChain(Arrays.asList(expected));
    }

    private void assertChain(List<StoredEvent> expected) {
        assertChain(recorder(), expected);
    }

    private void assertChain(Recorder recorder, List<StoredEvent> expected) {
        assertLog(recorder, expected);
        if (!isChained()) {
            assertThrows(LogNotChainedException.class, () -> ChainVerification.of(recorder));
            return;
        }
        List<ChainedEvent> hashed = new ArrayList<>();
        var chain = new HashChain();
        Bytes hash = HashChain.originOf(recorder.identity().logId());
        for (StoredEvent event : expected) {
            long position = hashed.size() + 1L;
            hash = chain.next(hash, position, event);
            hashed.add(new ChainedEvent(position, event, hash));
        }
        var kept = assertInstanceOf(ChainedRecorder.class, recorder);
        // Says where they differ, and not all that is equal.
        assertIterableEquals(hashed, kept.readChain(Long.MIN_VALUE, expected.size() + 1));
        assertEquals(new Intact(expected.size(), hash), ChainVerification.of(recorder).verify());
    }

    @Test
    void eachHashFollowsFromTheOneBefore() {
        StoredEvent first = events.fact("Noticed");
        StoredEvent second = events.change("dog", 1, "x:1");
        StoredEvent third = events.fact("Noticed", "y:1", "x:1");
        append(first);
        append(second, third);
        assertChain(first, second, third);
    }

    @Test
    void hashesOfOneRequestFollowTheOrderOfItsEvents() {
        List<StoredEvent> five = events.facts(5, "Noticed", "x:1");
        recorder().append(five);
        assertChain(five);
    }

    @Test
    void everyPartOfAnEventIsHashed() {
        StoredEvent plain = events.fact("Noticed");
        List<StoredEvent> all =
                List.of(
                        plain,
                        events.change("Größe \u0001 犬", 1),
                        EventVariant.withType(events.fact("x"), "Größe \u0001 犬", 7),
                        EventVariant.withTags(
                                events.fact("Noticed"),
                                EventTag.of("größe", "犬:\u0001"),
                                EventTag.of("x", "1"),
                                EventTag.of("a", "1")),
                        EventVariant.withTimestamp(
                                events.fact("Noticed"),
                                Instant.parse("1815-12-10T01:02:03.000456Z")),
                        EventVariant.withMetadata(
                                events.fact("Noticed"),
                                Map.of("z", "", "\uFF61", "1", "\uD83D\uDC15", "2", "a", "犬")),
                        EventVariant.withData(events.fact("Noticed"), new byte[] {0, -1, 127}),
                        EventVariant.withData(events.fact("Noticed"), new byte[0]));
        all.forEach(this::append);
        assertChain(all);
    }

    @Test
    void eventsThatMoveTrackingAreHashed() {
        StoredEvent first = events.fact("Noticed");
        StoredEvent second = events.fact("Noticed", "x:1");
        recorder().append(List.of(first), Tracking.of("up", 1));
        recorder().track(Tracking.of("up", 2));
        recorder().append(List.of(second), Tracking.of("up", 3));
        assertChain(first, second);
    }

    @Test
    void eventsOnAConditionAreHashed() {
        StoredEvent first = events.fact("Taken", "seat:1");
        StoredEvent second = events.fact("Taken", "seat:2");
        recorder().append(List.of(first), failIfMatching(tagged("seat:1")));
        recorder().append(List.of(second), failIfMatching(tagged("seat:2")));
        assertChain(first, second);
    }

    @Test
    void eventsWithRowsAreHashed() {
        StoredEvent first = events.fact("Noticed");
        StoredEvent second = events.change("dog", 1, "x:1");
        append(first);
        recorder()
                .append(AppendRequest.of(List.of(second)).withWork(fixture().writingRow("k", "v")));
        StoredEvent third = events.fact("Noticed");
        append(third);
        assertChain(first, second, third);
    }

    @Test
    void whatIsRefusedIsNotHashed() {
        StoredEvent first = events.change("dog", 1, "seat:1");
        recorder().append(List.of(first), Tracking.of("up", 5));
        List<StoredEvent> seat = List.of(events.fact("Taken", "seat:1"));
        List<StoredEvent> late = List.of(events.fact("Noticed"));
        assertThrows(VersionConflictException.class, () -> append(events.change("dog", 1)));
        assertThrows(
                AppendConditionFailedException.class,
                () -> recorder().append(seat, failIfMatching(tagged("seat:1"))));
        assertThrows(
                TrackingConflictException.class,
                () -> recorder().append(late, Tracking.of("up", 5)));
        assertThrows(IllegalArgumentException.class, () -> append(events.fact("Noticed"), first));
        assertThrows(
                IllegalStateException.class,
                () ->
                        recorder()
                                .append(
                                        AppendRequest.of(late)
                                                .withWork(
                                                        transaction -> {
                                                            throw new IllegalStateException("no");
                                                        })));
        StoredEvent second = events.fact("Noticed");
        append(second);
        assertChain(first, second);
    }

    @Test
    void whatIsRepeatedIsNotHashedAgain() {
        StoredEvent first = events.change("dog", 1);
        StoredEvent second = events.fact("Noticed", "x:1");
        append(first, second);
        append(first, second);
        StoredEvent third = events.fact("Noticed");
        append(third);
        append(first, second);
        assertChain(first, second, third);
    }

    @Test
    void theChainGoesOnWhenTheLogIsOpenedAgain() {
        StoredEvent before = events.change("dog", 1);
        append(before);
        assertChain(before);
        fixture().reopen();
        StoredEvent after = events.fact("Noticed");
        append(after);
        assertChain(fixture().isDurable() ? List.of(before, after) : List.of(after));
    }

    @Test
    void twoOpeningsExtendOneChain() {
        Recorder second = fixture().openSecond();
        List<StoredEvent> own = new ArrayList<>();
        List<StoredEvent> others = new ArrayList<>();
        List<StoredEvent> both = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            StoredEvent mine = events.fact("Noticed");
            StoredEvent theirs = events.fact("Noticed", "x:1");
            append(mine);
            second.append(List.of(theirs));
            own.add(mine);
            others.add(theirs);
            both.addAll(List.of(mine, theirs));
        }
        assertChain(fixture().isShared() ? both : own);
        assertChain(second, fixture().isShared() ? both : others);
    }

    @Test
    void manyWritersExtendOneChain() throws Exception {
        Race.ofPlatformThreads(WRITERS, deadline())
                .run(
                        (lane, barrier) -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                barrier.await();
                                // Half of each round is refused.
                                race(lane, round);
                            }
                            return lane;
                        });
        List<StoredEvent> recorded =
                FollowedPages.notifications(recorder(), LogSelection.all()).stream()
                        .map(Notification::storedEvent)
                        .toList();
        assertEquals(ROUNDS * (WRITERS / 2 + 1), recorded.size());
        assertChain(recorded);
    }

    private void race(int lane, int round) {
        if (lane % 2 == 0) {
            append(events.fact("Noticed", "lane:" + lane));
            return;
        }
        try {
            append(events.change("dog", round + 1L));
        } catch (VersionConflictException lost) {
            // One of these lanes wins each round.
            return;
        }
    }

    @Test
    void theChainIsWholeWhileItGrows() throws Exception {
        List<StoredEvent> all = events.facts(WRITERS * ROUNDS, "Noticed", "x:1");
        Race.ofPlatformThreads(2, deadline())
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            if (lane == 0) {
                                for (StoredEvent event : all) {
                                    assertEquals(all.indexOf(event) + 1L, append(event).last());
                                }
                            } else {
                                follow(all.size());
                            }
                            return lane;
                        });
        assertChain(all);
    }

    private void follow(long last) throws InterruptedException {
        long seen = 0;
        while (seen < last) {
            seen =
                    isChained()
                            ? ChainVerification.of(recorder()).verify().orThrow().head()
                            : recorder().head();
            Race.letOthersRun();
        }
    }

    @Test
    void theChainIsReadInPagesFromAnyPosition() {
        List<StoredEvent> five = events.facts(5, "Noticed");
        recorder().append(five);
        assertChain(five);
        if (isChained()) {
            assertEquals(List.of(1L, 2L), chainPositions(Long.MIN_VALUE, 2));
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), chainPositions(0, 5));
            assertEquals(List.of(4L, 5L), chainPositions(3, 100));
            assertEquals(List.of(), chainPositions(5, 1));
            assertEquals(List.of(), chainPositions(Long.MAX_VALUE, 1));
            assertThrows(IllegalArgumentException.class, () -> chained().readChain(0, 0));
        }
    }

    private List<Long> chainPositions(long after, int limit) {
        return chained().readChain(after, limit).stream().map(ChainedEvent::position).toList();
    }

    @Test
    void aPageOfTheChainIsNeverEmptyBeforeTheEnd() {
        fixture().reopen(Limits.builder().pageBytes(1).build());
        List<StoredEvent> large =
                Stream.generate(() -> EventVariant.withData(events.fact("Noticed"), new byte[9]))
                        .limit(3)
                        .toList();
        recorder().append(large);
        assertLog(large);
        if (isChained()) {
            assertEquals(List.of(3L), chainPositions(2, 3));
            assertEquals(3, ChainVerification.of(recorder()).verify().orThrow().head());
        }
    }

    @Test
    void theChainOfAClosedRecorderIsNotRead() {
        StoredEvent first = events.fact("Noticed");
        append(first);
        assertChain(first);
        Recorder closed = recorder();
        closed.close();
        assertThrows(RecorderClosedException.class, () -> ChainVerification.of(closed));
        if (isChained()) {
            var chained = assertInstanceOf(ChainedRecorder.class, closed);
            assertThrows(RecorderClosedException.class, () -> chained.readChain(0, 1));
        }
    }
}
