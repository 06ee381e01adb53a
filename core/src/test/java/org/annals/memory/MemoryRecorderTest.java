package org.annals.memory;

import static org.annals.recording.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;

/** What only this recorder has; the rest is in the contract, which the testkit holds it to. */
final class MemoryRecorderTest {
    @Test
    void anEmptyLogIsOpened() {
        List<StoredEvent> events = List.of(event(1, "t"));
        // @start region="open"
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            recorder.append(events);
        }
        // @end
        try (var another = MemoryRecorder.open("DogSchool")) {
            assertThat(another.head()).isZero();
        }
    }

    @Test
    void rowsAreSeenByTheirOwnWorkAtOnceAndByOthersWhenCommitted() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            recorder.append(
                    AppendRequest.of(List.of())
                            .withWork(
                                    transaction -> {
                                        var tables = transaction.as(MemoryTables.class);
                                        tables.put("t", "b", "2");
                                        tables.put("t", "a", "1");
                                        assertThat(tables.find("t", "a")).contains("1");
                                        tables.remove("t", "b");
                                        tables.put("t", "c", "3");
                                    }));

            assertThat(recorder.<Map<String, String>>readTables(tables -> tables.rows("t")))
                    .containsExactly(Map.entry("a", "1"), Map.entry("c", "3"));
            assertThat(recorder.<Map<String, String>>readTables(tables -> tables.rows("none")))
                    .isEmpty();
        }
    }

    @Test
    void aHandleThatThereIsNotIsRefusedNamingThoseThereAre() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    recorder.append(
                                            AppendRequest.of(List.of())
                                                    .withWork(t -> t.as(Runnable.class))))
                    .withMessageContaining("java.lang.Runnable")
                    .withMessageContaining(MemoryTables.class.getName());
        }
    }

    @Test
    void mergedListsGiveEachPositionOnceInEitherDirection() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            List<StoredEvent> events = new ArrayList<>();
            for (int i = 1; i <= 30; i++) {
                events.add(
                        event(
                                i,
                                i % 2 == 0 ? "even" : "odd",
                                EventTag.of("three", Integer.toString(i % 3))));
            }
            recorder.append(events);
            var everyEvenOrThird =
                    LogSelection.all()
                            .matching(
                                    Query.of(
                                            QueryItem.ofTypes("even"),
                                            QueryItem.ofTags(EventTag.of("three", "0"))))
                            .after(1)
                            .upTo(12);

            assertThat(recorder.readLog(everyEvenOrThird).notifications())
                    .extracting(Notification::position)
                    .containsExactly(2L, 3L, 4L, 6L, 8L, 9L, 10L, 12L);
            assertThat(recorder.readLog(everyEvenOrThird.backwards().limit(3)).notifications())
                    .extracting(Notification::position)
                    .containsExactly(12L, 10L, 9L);
        }
    }

    @Test
    void aRepeatIsAnsweredAlthoughItIsBeyondALimit() {
        var twoEvents = Limits.builder().appendEvents(2).build();
        try (var recorder = MemoryRecorder.open("DogSchool", twoEvents)) {
            List<StoredEvent> events = List.of(event(1, "t"), event(2, "t"), event(3, "t"));
            recorder.append(events.subList(0, 2));
            recorder.append(events.subList(2, 3));

            assertThat(recorder.append(events)).isEqualTo(new AppendReceipt(1, 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    recorder.append(
                                            List.of(event(4, "t"), event(5, "t"), event(6, "t"))))
                    .withMessageContaining("appendEvents");
        }
    }

    // F32
    @Test
    @Timeout(30)
    void workMayCloseTheRecorderAlthoughSomeoneFollowsIt() {
        var recorder = MemoryRecorder.open("Closing");
        var following = new FutureTask<>(recorder.subscribe(LogSelection.all()).iterator()::next);
        Thread.ofPlatform().name("follower").daemon().start(following);
        await(() -> tailOf(recorder).isPresent());
        Thread tail = tailOf(recorder).orElseThrow();

        recorder.append(AppendRequest.of(List.of()).withWork(transaction -> recorder.close()));

        await(() -> !tail.isAlive());
        assertThat(following)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(RecorderClosedException.class);
    }

    private static Optional<Thread> tailOf(MemoryRecorder recorder) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("annals-tail " + recorder))
                .findFirst();
    }

    private static StoredEvent event(long id, String type, EventTag... tags) {
        return new StoredEvent(
                new UUID(0, id),
                null,
                type,
                1,
                List.of(tags),
                Instant.EPOCH,
                Map.of(),
                Bytes.empty());
    }
}
