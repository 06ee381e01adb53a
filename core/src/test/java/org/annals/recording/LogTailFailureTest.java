package org.annals.recording;

import static org.annals.recording.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a failure of the reader or of the probe does to those who follow. */
@Timeout(30)
final class LogTailFailureTest {
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
    void aLogThatCannotBeReachedIsTriedAgainByWhoeverCatchesUp() throws Exception {
        log.append(3);
        log.failWith(new RecorderUnavailableException("away", null));
        var following = FollowingThread.start(tail(() -> false, NEVER).subscribe(all().limit(2)));
        await(() -> log.readsOfSubscriptions.get() >= 3);

        log.failWith(null);

        assertThat(following.next(3)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLogThatCannotBeReachedIsTriedAgainByTheTailBeforeTheIntervalIsOver() throws Exception {
        var tail = tail(() -> false, NEVER);
        log.append(1);
        var following = FollowingThread.start(tail.subscribe(all()));
        awaitWaiting(tail, 1);
        await(() -> log.readsOfTheTail.get() == 1);
        log.failWith(new RecorderUnavailableException("away", null));
        log.append(1);
        tail.wake();
        await(() -> log.readsOfTheTail.get() >= 3);
        assertThat(tail.waiting()).isEqualTo(1);

        log.failWith(null);

        assertThat(following.next(2)).containsExactly(1L, 2L);
    }

    // SUB-6
    @Test
    void anotherFailureReachesTheIteratorWithItsCause() throws Exception {
        var cause = new IllegalArgumentException("no such column");
        log.failWith(new IllegalStateException("The rows cannot be read.", cause));

        var following = FollowingThread.start(tail(() -> false, NEVER).subscribe(all()));

        assertThat(following.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The rows cannot be read.")
                .hasCause(cause);
    }

    // SUB-6, F20
    @Test
    void aFailureReachesWhoeverWaitsAndTheTailGoesOn() throws Exception {
        for (Throwable failure :
                List.of(new IllegalStateException("broken"), new AssertionError("broken"))) {
            var tail = tail(() -> false, NEVER);
            var first = FollowingThread.start(tail.subscribe(all()));
            awaitWaiting(tail, 1);
            log.failWith(failure);
            tail.wake();
            assertThat(first.failure()).isSameAs(failure);
            log.failWith(null);

            var second = FollowingThread.start(tail.subscribe(all().after(log.head())));
            awaitWaiting(tail, 1);
            log.append(1);
            tail.wake();

            assertThat(second.next(1)).containsExactly(log.head());
        }
    }

    @Test
    void anIteratorThatHasThrownGoesOnWhereItWas() {
        log.append(1);
        var deliveries = tail(() -> false, NEVER).subscribe(all()).iterator();
        assertThat(deliveries.next().position()).isEqualTo(1);
        log.append(1);
        log.failWith(new IllegalStateException("broken"));
        assertThatIllegalStateException().isThrownBy(deliveries::hasNext).withMessage("broken");

        log.failWith(null);

        assertThat(deliveries.next().position()).isEqualTo(2);
    }

    @Test
    void aProbeThatFailsIsLikeOneThatSeesGrowth() throws Exception {
        for (Throwable failure :
                List.of(new IllegalStateException("broken"), new AssertionError("broken"))) {
            var tail = tail(failing(failure), NEVER);
            var following = FollowingThread.start(tail.subscribe(all().after(log.head())));
            awaitWaiting(tail, 1);

            log.append(1);

            assertThat(following.next(1)).containsExactly(log.head());
        }
    }

    @Test
    void stoppingEndsTheWaitForALogThatCannotBeReached() throws Exception {
        log.failWith(new RecorderUnavailableException("away", null));
        var subscription = tail(() -> false, NEVER).subscribe(all());
        var following = FollowingThread.start(subscription);
        await(() -> log.readsOfSubscriptions.get() >= 1);

        subscription.stop();

        assertThat(following.failure()).isNull();
    }

    @Test
    void closingEndsTheWaitForALogThatCannotBeReached() throws Exception {
        log.failWith(new RecorderUnavailableException("away", null));
        var tail = tail(() -> false, NEVER);
        var following = FollowingThread.start(tail.subscribe(all()));
        await(() -> log.readsOfSubscriptions.get() >= 1);

        tail.close();

        assertThat(following.failure()).isInstanceOf(RecorderClosedException.class);
    }

    @Test
    void interruptingEndsTheWaitForALogThatCannotBeReached() throws Exception {
        log.failWith(new RecorderUnavailableException("away", null));
        var following = FollowingThread.start(tail(() -> false, NEVER).subscribe(all()));
        await(() -> log.readsOfSubscriptions.get() >= 1);

        following.interrupt();

        assertThat(following.failure()).isInstanceOf(RecorderUnavailableException.class);
    }

    private static LogTail.Probe failing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }
}
