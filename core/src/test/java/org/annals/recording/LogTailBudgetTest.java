package org.annals.recording;

import static org.annals.recording.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What subscriptions may cost: reads are counted, however many follow (F19, F38). */
@Timeout(60)
final class LogTailBudgetTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int FOLLOWERS = 200;

    private final FakeLog log = new FakeLog();
    private final AtomicLong delivered = new AtomicLong();
    private final List<Thread> followers = new ArrayList<>();
    private LogTail tail = tail(log, () -> false, NEVER);

    private static LogTail tail(FakeLog log, LogTail.Probe probe, Duration pollInterval) {
        return new LogTail("BudgetRecorder", log, probe, pollInterval);
    }

    @AfterEach
    void close() throws InterruptedException {
        tail.close();
        for (Thread follower : followers) {
            follower.join();
        }
    }

    private void follow(int count) {
        for (int i = 0; i < count; i++) {
            Subscription<Notification> subscription = tail.subscribe(LogSelection.all());
            followers.add(
                    Thread.ofVirtual()
                            .name("follower " + i)
                            // Closing ends it, which is no failure here.
                            .uncaughtExceptionHandler((thread, closed) -> {})
                            .start(
                                    () ->
                                            subscription.forEach(
                                                    each -> delivered.incrementAndGet())));
        }
        await(() -> tail.waiting() == count);
    }

    @Test
    void whereNobodyWaitsNothingIsRead() {
        List<Subscription<Notification>> subscriptions = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            subscriptions.add(tail.subscribe(LogSelection.all()));
            log.append(1);
            tail.wake();
        }
        subscriptions.forEach(Subscription::stop);

        tail.close();

        assertThat(log.readsOfSubscriptions).hasValue(0);
        assertThat(log.readsOfTheTail).hasValue(0);
    }

    @Test
    void whoHasGoneIsNotReadFor() throws InterruptedException {
        tail = tail(log, () -> true, Duration.ofMillis(1));
        var subscription = tail.subscribe(LogSelection.all());
        Thread follower =
                Thread.ofPlatform()
                        .name("follower")
                        .start(() -> subscription.forEach(each -> delivered.incrementAndGet()));
        await(() -> log.readsOfTheTail.get() >= 3);
        subscription.stop();
        follower.join();
        Thread thread = threadOfTheTail();
        await(() -> thread.getState() == Thread.State.TIMED_WAITING);
        int before = log.readsOfTheTail.get();

        for (int i = 0; i < 1_000; i++) {
            log.append(1);
            tail.wake();
        }
        tail.close();

        assertThat(log.readsOfTheTail).hasValue(before);
    }

    private static Thread threadOfTheTail() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("annals-tail BudgetRecorder"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoHundredWhoAreIdleCostOneReadAnInterval() {
        int intervals = 10;
        Duration interval = Duration.ofMillis(50);
        tail = tail(log, () -> false, interval);
        follow(FOLLOWERS);
        int before = log.readsOfTheTail.get();
        long begun = System.nanoTime();

        await(() -> log.readsOfTheTail.get() >= before + intervals);

        // The first of them may have been due at once.
        long took = System.nanoTime() - begun;
        assertThat(took).isGreaterThan(interval.multipliedBy(intervals - 1).toNanos());
        assertThat(log.readsOfSubscriptions).hasValue(FOLLOWERS);
    }

    @Test
    void anAppendCostsAtMostTwoReadsHoweverManyWait() {
        int appends = 100;
        var growth = new Growth();
        tail = tail(log, growth, NEVER);
        follow(FOLLOWERS);
        int before = log.readsOfTheTail.get();

        for (int i = 1; i <= appends; i++) {
            log.append(1);
            tail.wake();
            long expected = (long) FOLLOWERS * i;
            await(() -> delivered.get() == expected && tail.waiting() == FOLLOWERS);
        }
        tail.close();

        assertThat(log.readsOfTheTail.get() - before).isLessThanOrEqualTo(2 * appends);
        assertThat(log.readsOfSubscriptions).hasValue(FOLLOWERS);
    }

    /** Sees whether the log has grown since it looked last, as a database's own counter does. */
    private final class Growth implements LogTail.Probe {
        private long seen;

        @Override
        public boolean mayHaveGrown() {
            long before = seen;
            seen = log.head();
            return seen > before;
        }
    }

    @Test
    void looksThatCostNextToNothingAreNeverRare() {
        var cheap = new Cheap();
        tail = tail(log, cheap, NEVER);
        follow(1);

        // Twice as long each time, the hundredth would take longer than the world will last.
        await(() -> cheap.looks.get() >= 100);

        assertThat(log.readsOfTheTail.get()).isOne();
    }

    private static final class Cheap implements LogTail.Probe {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public boolean mayHaveGrown() {
            looks.incrementAndGet();
            return false;
        }

        @Override
        public Duration longestPause() {
            return Duration.ofMillis(1);
        }
    }

    @Test
    void aThousandWhoWaitAllGetWhatComes() {
        int appends = 20;
        follow(1_000);

        for (int i = 0; i < appends; i++) {
            log.append(1);
            tail.wake();
        }
        await(() -> delivered.get() == 1_000L * appends);

        assertThat(log.readsOfSubscriptions).hasValue(1_000);
    }

    @Test
    void whoBeginsBeyondTheHeadCostsTheOthersNothing() {
        log.append(10);
        var beyond = tail.subscribe(LogSelection.all().after(1_000));
        Thread ahead =
                Thread.ofVirtual()
                        .name("ahead")
                        .uncaughtExceptionHandler((thread, closed) -> {})
                        .start(() -> beyond.forEach(each -> delivered.incrementAndGet()));
        followers.add(ahead);
        await(() -> tail.waiting() == 1);
        for (int i = 0; i < FOLLOWERS; i++) {
            tail.wake();
        }
        var behind = tail.subscribe(LogSelection.all());
        followers.add(
                Thread.ofVirtual()
                        .name("behind")
                        .uncaughtExceptionHandler((thread, closed) -> {})
                        .start(() -> behind.forEach(each -> delivered.incrementAndGet())));
        await(() -> tail.waiting() == 2);

        log.append(1);
        tail.wake();
        await(() -> delivered.get() == 11 && tail.waiting() == 2);

        assertThat(log.readsOfSubscriptions).hasValue(2);
    }

    @Test
    void aSlowFollowerReadsPagesOfItsOwnAndTheTailReadsNothingForIt() {
        var deliveries = tail.subscribe(LogSelection.all().limit(1_000)).iterator();
        log.append(1);
        assertThat(deliveries.next().position()).isEqualTo(1);
        follow(1);
        int before = log.readsOfSubscriptions.get();

        log.append(4_000);
        tail.wake();
        await(() -> delivered.get() == 4_001 && tail.waiting() == 1);
        int readsOfTheTail = log.readsOfTheTail.get();
        for (long position = 2; position <= 4_001; position++) {
            assertThat(deliveries.next().position()).isEqualTo(position);
        }

        assertThat(log.readsOfTheTail).hasValue(readsOfTheTail);
        assertThat(log.readsOfSubscriptions.get() - before).isEqualTo(4);
    }

    // The tests have a heap of 1 GB, and this log has 1.2 GB.
    @Test
    void whoeverFollowsHoldsPagesAndNotTheLog() {
        int half = 75_000;
        int burst = 1_500;
        var large = new FakeLog(8_192);
        tail = tail(large, () -> false, NEVER);
        large.append(half);
        var slow = tail.subscribe(LogSelection.all()).iterator();
        assertThat(slow.next().position()).isEqualTo(1);
        follow(1);
        for (int appended = 0; appended < half; appended += burst) {
            large.append(burst);
            tail.wake();
            await(() -> delivered.get() == large.head() && tail.waiting() == 1);
        }
        assertThat(slow.next().position()).isEqualTo(2);
        assertThat(delivered).hasValue(2L * half);
    }
}
