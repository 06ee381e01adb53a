package org.annals.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What several threads, virtual ones among them, and interrupted ones see of one recorder. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MemoryThreadsTest {
    private static final int ROUNDS = 15;
    private static final int CALLS = 100;
    private static final Duration LONG = Duration.ofSeconds(50);

    private final AtomicLong ids = new AtomicLong();

    @Test
    void noThreadThatCallsInALoopKeepsOthersFromAppendingOrClosing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var recorder = MemoryRecorder.open("DogSchool");
            for (int version = 1; version <= 20; version++) {
                recorder.append(List.of(event(new Origin("dog", version))));
            }
            List<FutureTask<Void>> loops = new ArrayList<>();
            var begun = new CountDownLatch(12);
            for (int i = 0; i < 12; i++) {
                var loop = looping(recorder, i % 4, begun);
                loops.add(loop);
                if (i < 6) {
                    Thread.ofVirtual().name("loop " + i).start(loop);
                } else {
                    Thread.ofPlatform().name("loop " + i).daemon().start(loop);
                }
            }
            assertThat(begun.await(30, TimeUnit.SECONDS)).as("all have had their turns").isTrue();

            var closing = new FutureTask<Void>(recorder::close, null);
            if (round % 2 == 0) {
                Thread.ofVirtual().name("closing").start(closing);
            } else {
                Thread.ofPlatform().name("closing").daemon().start(closing);
            }

            closing.get(30, TimeUnit.SECONDS);
            for (var loop : loops) {
                loop.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private FutureTask<Void> looping(MemoryRecorder recorder, int kind, CountDownLatch begun) {
        return new FutureTask<>(
                () -> {
                    try {
                        for (int calls = 0; ; calls++) {
                            // Whoever waits for a tracking waits at its first call.
                            if (calls == (kind == 2 ? 0 : CALLS)) {
                                begun.countDown();
                            }
                            switch (kind) {
                                case 0 -> recorder.append(List.of(event(null)));
                                case 1 -> recorder.readLog(LogSelection.all());
                                case 2 -> recorder.awaitTracking("up", 1, LONG);
                                default ->
                                        recorder.readAggregate(AggregateSelection.of("dog"))
                                                .forEach(event -> {});
                            }
                        }
                    } catch (RecorderClosedException closed) {
                        return null;
                    }
                });
    }

    @Test
    void whatOneAppendWritesIsSeenTogether() throws Exception {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            int appends = 20_000;
            var writing =
                    new FutureTask<Void>(
                            () -> {
                                for (int i = 1; i <= appends; i++) {
                                    String row = Integer.toString(i);
                                    recorder.append(
                                            AppendRequest.of(List.of(event(null)))
                                                    .withTracking(Tracking.of("up", i))
                                                    .withWork(
                                                            transaction ->
                                                                    transaction
                                                                            .as(MemoryTables.class)
                                                                            .put("t", "k", row)));
                                }
                            },
                            null);
            Thread.ofPlatform().name("writing").daemon().start(writing);

            while (recorder.head() < appends) {
                long head = recorder.head();
                long tracked = recorder.trackedPosition("up");
                long row = row(recorder);
                assertThat(tracked).isGreaterThanOrEqualTo(head);
                assertThat(row).isGreaterThanOrEqualTo(tracked);
                long later = recorder.trackedPosition("up");
                assertThat(later).isGreaterThanOrEqualTo(row);
                assertThat(recorder.head()).isGreaterThanOrEqualTo(later);
            }
            writing.get();
        }
    }

    private static long row(MemoryRecorder recorder) {
        return recorder.readTables(tables -> tables.find("t", "k").map(Long::valueOf).orElse(0L));
    }

    @Test
    void workThatWaitsForATrackingIsRefused() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            var request =
                    AppendRequest.of(List.of(event(null)))
                            .withWork(
                                    transaction -> recorder.awaitTracking("up", 1, Duration.ZERO));

            assertThatIllegalStateException()
                    .isThrownBy(() -> recorder.append(request))
                    .withMessageContaining("before the append or after it");
            assertThat(recorder.head()).isZero();
        }
    }

    @Test
    void whoeverReadsRowsMayCallTheRecorder() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            AppendReceipt receipt =
                    recorder.readTables(tables -> recorder.append(List.of(event(null))));

            assertThat(receipt).isEqualTo(new AppendReceipt(1, 1));
        }
    }

    @Test
    void anInterruptedThreadGetsWhatItNeedNotWaitFor() throws Exception {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            recorder.track(Tracking.of("up", 5));
            Thread.currentThread().interrupt();

            assertThat(recorder.awaitTracking("up", 5, LONG)).isTrue();
            assertThat(recorder.awaitTracking("up", 6, Duration.ZERO)).isFalse();
            assertThat(recorder.head()).isZero();
            assertThat(recorder.append(List.of(event(null)))).isEqualTo(new AppendReceipt(1, 1));
            assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        }
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> recorder.awaitTracking("up", 1, LONG));
        }
    }

    private StoredEvent event(@Nullable Origin origin) {
        return new StoredEvent(
                new UUID(0, ids.incrementAndGet()),
                origin,
                "t",
                1,
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Bytes.empty());
    }
}
