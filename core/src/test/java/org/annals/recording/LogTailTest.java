package org.annals.recording;

import static org.annals.recording.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a subscription does beyond the contract, with wake-ups and reads under control. */
@Timeout(30)
final class LogTailTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final FakeLog log = new FakeLog();
    private final List<LogTail> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(LogTail::close);
    }

    private LogTail tail(LogTail.Probe probe, Duration pollInterval) {
        var tail = new LogTail("TestRecorder", log, probe, pollInterval);
        opened.add(tail);
        return tail;
    }

    private static LogSelection all() {
        return LogSelection.all();
    }

    private static void awaitWaiting(LogTail tail, int count) {
        await(() -> tail.waiting() == count);
    }

    @Test
    void whatIsRecordedIsFollowedByWhatComes() throws InterruptedException {
        var first = log.notification(1).storedEvent();
        var second = log.notification(2).storedEvent();
        List<StoredEvent> seen = new ArrayList<>();
        try (var recorder = MemoryRecorder.open("DogSchool")) {
            recorder.append(List.of(first));
            Thread writer =
                    Thread.ofPlatform()
                            .name("writer")
                            .start(() -> recorder.append(List.of(second)));
            long last = 2;
            // @start region="follow"
            try (var subscription = recorder.subscribe(LogSelection.all())) {
                for (var notification : subscription) {
                    seen.add(notification.storedEvent());
                    if (notification.position() == last) {
                        break;
                    }
                }
            }
            // @end
            writer.join();
        }
        assertThat(seen).containsExactly(first, second);
    }

    // SUB-7
    @Test
    void whereWakeUpsAreLostAnEventArrivesByPolling() throws Exception {
        var tail = tail(() -> false, Duration.ofMillis(30));
        var following = FollowingThread.start(tail.subscribe(all()));
        for (long next = 1; next <= 5; next++) {
            awaitWaiting(tail, 1);
            log.append(1);

            assertThat(following.next(1)).containsExactly(next);
        }
    }

    @Test
    void whereAProbeSeesThatTheLogHasGrownTheIntervalNeedNotPass() throws Exception {
        var tail = tail(new Growth(), NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        for (long next = 1; next <= 5; next++) {
            awaitWaiting(tail, 1);
            log.append(1);

            assertThat(following.next(1)).containsExactly(next);
        }
    }

    @Test
    void aWakeUpNeedsNeitherProbeNorInterval() throws Exception {
        // Longer than what a clock can count.
        var tail = tail(() -> false, Duration.ofSeconds(Long.MAX_VALUE));
        var following = FollowingThread.start(tail.subscribe(all()));
        for (long next = 1; next <= 5; next++) {
            awaitWaiting(tail, 1);
            log.append(1);
            tail.wake();

            assertThat(following.next(1)).containsExactly(next);
        }
    }

    // F18
    @Test
    void whatIsAppendedBetweenTheLastPageAndTheWaitArrives() throws Exception {
        var tail = tail(() -> false, NEVER);
        log.afterTheNextRead(
                () -> {
                    log.append(2);
                    tail.wake();
                });

        var following = FollowingThread.start(tail.subscribe(all()));

        assertThat(following.next(2)).containsExactly(1L, 2L);
    }

    // F18
    @Test
    void whatIsAppendedWhileTheTailReadsArrives() throws Exception {
        var tail = tail(() -> false, NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);
        await(() -> log.readsOfTheTail.get() == 1);
        log.afterTheNextRead(
                () -> {
                    log.append(1);
                    tail.wake();
                });
        log.append(1);
        tail.wake();

        assertThat(following.next(2)).containsExactly(1L, 2L);
    }

    @Test
    void oneWakeUpIsEnoughForManyPages() throws Exception {
        var tail = tail(() -> false, NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);

        log.append(2_750);
        tail.wake();

        assertThat(following.next(2_750)).isEqualTo(positions(1, 2_750));
    }

    @Test
    void whoeverInterruptsTheTailIsNotHeard() throws Exception {
        var tail = tail(() -> false, NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);
        Thread thread = threads().getFirst();
        thread.interrupt();
        awaitWaiting(tail, 1);
        log.append(1);
        tail.wake();

        assertThat(following.next(1)).containsExactly(1L);
        assertThat(thread.isAlive()).isTrue();
    }

    // F32
    @Test
    void closingJoinsTheThreadWhichIsNamedAndClosesTheProbe() throws Exception {
        var closed = new CountDownLatch(1);
        var tail = tail(closable(closed), NEVER);
        assertThat(threads()).isEmpty();
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);
        Thread thread = threads().getFirst();
        assertThat(thread.getName()).isEqualTo("annals-tail TestRecorder");

        tail.close();

        assertThat(thread.isAlive()).isFalse();
        assertThat(closed.getCount()).isZero();
        assertThat(following.failure()).isInstanceOf(RecorderClosedException.class);
        tail.close();
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> tail.subscribe(all()))
                .withMessageContaining("TestRecorder");
    }

    @Test
    void aReaderThatClosesTheTailDoesNotWaitForItself() throws Exception {
        var tail = tail(() -> false, NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);
        await(() -> log.readsOfTheTail.get() == 1);
        Thread thread = threads().getFirst();
        log.afterTheNextRead(tail::close);

        tail.wake();

        assertThat(following.failure()).isInstanceOf(RecorderClosedException.class);
        thread.join();
    }

    @Test
    void aThousandTimesOpenedAndClosedLeavesNoThread() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            var once = new LogTail("TestRecorder", log, () -> true, Duration.ofMillis(1));
            var following = FollowingThread.start(once.subscribe(all().after(log.head())));
            log.append(1);
            once.wake();
            following.next(1);
            once.close();
            assertThat(following.failure()).isInstanceOf(RecorderClosedException.class);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedAtTheDoor() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LogTail("TestRecorder", log, () -> false, wrong))
                    .withMessageContaining(wrong.toString());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tail(() -> false, NEVER).subscribe(all().limit(0)))
                .withMessageContaining("pages of at least 1 event");
    }

    /** Sees whether the log has grown since it looked last. */
    private final class Growth implements LogTail.Probe {
        private long seen;

        @Override
        public boolean mayHaveGrown() {
            long before = seen;
            seen = log.head();
            return seen > before;
        }
    }

    private static LogTail.Probe closable(CountDownLatch closed) {
        return new LogTail.Probe() {
            @Override
            public boolean mayHaveGrown() {
                return false;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    private static List<Long> positions(long first, long last) {
        List<Long> positions = new ArrayList<>();
        for (long position = first; position <= last; position++) {
            positions.add(position);
        }
        return positions;
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("annals-tail TestRecorder"))
                .toList();
    }
}
