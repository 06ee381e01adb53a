package org.annals.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.GroupCommit.Writing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

@ParameterizedClass
@EnumSource
@Timeout(30)
final class GroupCommitTest {
    private final GatedWriter writer = new GatedWriter();
    private final Writing writing;
    private final GroupCommit commit;

    GroupCommitTest(Writing writing) {
        this.writing = writing;
        this.commit = new GroupCommit("TestRecorder", Duration.ofSeconds(20), writer, writing);
    }

    @AfterEach
    void close() {
        writer.gate.release(1_000_000);
        commit.close();
    }

    @Test
    void requestsThatComeDuringOneBatchMakeTheNext() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        List<FutureTask<AppendReceipt>> rest = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rest.add(started(events(1)));
        }
        awaitQueued(rest);

        writer.gate.release(2);

        assertThat(first.get()).isEqualTo(new AppendReceipt(1, 1));
        for (var each : rest) {
            assertThat(each.get().isEmpty()).isFalse();
        }
        assertThat(writer.sizes).containsExactly(1, 20);
    }

    @Test
    void aBatchIsBoundedAndALargeRequestOrOneWithWorkTravelsAlone() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        List<FutureTask<AppendReceipt>> rest = new ArrayList<>();
        rest.add(queued(events(600)));
        rest.add(queued(events(400)));
        rest.add(queued(events(1)));
        rest.add(queued(events(2_000)));
        rest.add(queued(AppendRequest.of(List.of()).withWork(tx -> {})));
        rest.add(queued(events(1)));

        writer.gate.release(100);

        first.get();
        for (var each : rest) {
            each.get();
        }
        assertThat(writer.sizes).containsExactly(1, 2, 1, 1, 1, 1);
    }

    @Test
    void aCallerInterruptedBeforeItsRequestIsTakenHasWrittenNothing() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        var waiting = new FutureTask<>(() -> commit.append(events(1)));
        Thread caller = Thread.ofPlatform().name("caller").start(waiting);
        awaitWaiting(caller);

        caller.interrupt();

        assertThatThrownBy(waiting::get)
                .hasCauseInstanceOf(RecorderUnavailableException.class)
                .hasMessageContaining("nothing was written");
        writer.gate.release(10);
        first.get();
        commit.close();
        assertThat(writer.sizes).containsExactly(1);
    }

    @Test
    void whoeverWaitsForRoomIsLetInWhenWhatFilledTheQueueIsWithdrawn() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        var large = new FutureTask<>(() -> commit.append(large(60 << 20)));
        Thread withdrawing = Thread.ofPlatform().name("caller").start(large);
        awaitWaiting(withdrawing);
        var waiting = queued(large(10 << 20));

        withdrawing.interrupt();
        assertThatThrownBy(large::get).hasCauseInstanceOf(RecorderUnavailableException.class);
        writer.gate.release(10);

        first.get();
        // Long before the deadline.
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(new AppendReceipt(2, 2));
    }

    private static AppendRequest large(int bytes) {
        return AppendRequest.of(
                List.of(
                        new StoredEvent(
                                new UUID(IDS.incrementAndGet(), 1),
                                null,
                                "t",
                                1,
                                List.of(),
                                Instant.EPOCH,
                                Map.of(),
                                Bytes.handOver(new byte[bytes]))));
    }

    @Test
    void aCallerInterruptedAfterItsRequestIsTakenGetsTheOutcomeAndItsFlagBack() throws Exception {
        var flag = new CompletableFuture<Boolean>();
        var taken =
                new FutureTask<>(
                        () -> {
                            AppendReceipt receipt = commit.append(events(1));
                            flag.complete(Thread.currentThread().isInterrupted());
                            return receipt;
                        });
        Thread caller = Thread.ofPlatform().name("caller").start(taken);
        writer.entered.acquire();

        caller.interrupt();
        writer.gate.release();

        assertThat(taken.get()).isEqualTo(new AppendReceipt(1, 1));
        assertThat(flag.get()).isTrue();
    }

    @Test
    void aRequestThatIsNotTakenBeforeTheDeadlineIsWithdrawn() throws Exception {
        var impatient = new GatedWriter();
        try (var shortly =
                new GroupCommit("TestRecorder", Duration.ofMillis(50), impatient, writing)) {
            var first = new FutureTask<>(() -> shortly.append(events(1)));
            Thread.ofPlatform().name("first").start(first);
            impatient.entered.acquire();

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> shortly.append(events(1)))
                    .withMessageContaining("nothing was written");

            impatient.gate.release(10);
            assertThat(first.get()).isEqualTo(new AppendReceipt(1, 1));
        }
        assertThat(impatient.sizes).containsExactly(1);
    }

    @Test
    void closingAnswersWhoIsWaitingAndJoinsTheThread() throws Exception {
        var inFlight = started(events(1));
        writer.entered.acquire();
        var waiting = queued(events(1));

        var closing = CompletableFuture.runAsync(commit::close);

        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RecorderClosedException.class);
        assertThat(closing).isNotDone();
        writer.gate.release();
        closing.get(10, TimeUnit.SECONDS);
        assertThat(inFlight.get()).isEqualTo(new AppendReceipt(1, 1));
        assertThat(writer.closed.getCount()).isZero();
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> commit.append(events(1)));
    }

    @Test
    void closingLeavesBehindWhatCannotBeEnded() throws Exception {
        var stuck = started(events(1));
        writer.entered.acquire();
        var overdue = new Semaphore(0);

        commit.close(Duration.ofMillis(50), overdue::release);

        assertThat(overdue.availablePermits()).isEqualTo(1);
        assertThat(stuck).isNotDone();
        writer.gate.release(1);
        assertThat(stuck.get()).isEqualTo(new AppendReceipt(1, 1));
    }

    @Test
    void aWriterThatThrowsRefusesItsBatchAndGoesOn() throws Exception {
        writer.failure = new RecorderUnavailableException("the disk is full", null);
        writer.gate.release();

        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> commit.append(events(1)))
                .withMessage("the disk is full");

        writer.failure = null;
        writer.gate.release();
        assertThat(commit.append(events(1))).isEqualTo(new AppendReceipt(1, 1));
    }

    @Test
    void anErrorReachesItsCallerAndTheThreadGoesOn() {
        writer.error = new AssertionError("of the user's own work");
        writer.gate.release();

        assertThatThrownBy(() -> commit.append(events(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("of the user's own work");

        writer.error = null;
        writer.gate.release();
        assertThat(commit.append(events(1))).isEqualTo(new AppendReceipt(1, 1));
    }

    @Test
    void aFailureOfABatchIsEachCallersOwn() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        List<FutureTask<AppendReceipt>> rest = List.of(queued(events(1)), queued(events(1)));
        var cause = new IllegalStateException("of the driver");
        for (var failure :
                List.of(
                        new RecorderUnavailableException("the disk is full", cause),
                        new OutcomeUnknownException("The disk failed.", cause))) {
            failure.addSuppressed(cause);
            writer.gate.release();
            first.get();
            writer.entered.acquire();
            writer.failure = failure;
            writer.gate.release();

            List<Throwable> thrown = new ArrayList<>();
            for (var each : rest) {
                assertThatThrownBy(each::get)
                        .cause()
                        .hasSameClassAs(failure)
                        .hasMessage(failure.getMessage())
                        .hasCause(cause)
                        .hasSuppressedException(cause)
                        .satisfies(
                                e -> {
                                    assertThat(thrown).doesNotContain(e);
                                    assertThat(e.getStackTrace())
                                            .anyMatch(GroupCommitTest::isOfThisTest);
                                    thrown.add(e);
                                });
            }
            writer.failure = null;
            first = started(events(1));
            writer.entered.acquire();
            rest = List.of(queued(events(1)), queued(events(1)));
        }
        writer.gate.release(2);
    }

    private static boolean isOfThisTest(StackTraceElement frame) {
        return frame.getClassName().startsWith(GroupCommitTest.class.getName())
                && !frame.getClassName().contains(GatedWriter.class.getSimpleName());
    }

    @Test
    void aRefusalHasTheFramesOfItsCallerAndWhatTheWorkThrewStaysAsItIs() {
        var conflict = new VersionConflictException(new Origin("dog-1", 2), 3);
        writer.refusal = conflict;
        writer.gate.release();
        assertThatThrownBy(() -> commit.append(events(1)))
                .isSameAs(conflict)
                .satisfies(
                        e -> assertThat(e.getStackTrace()).anyMatch(GroupCommitTest::isOfThisTest));

        writer.refusal = null;
        writer.failure = new RecorderUnavailableException("of another recorder", null);
        writer.gate.release();
        assertThatThrownBy(() -> commit.append(events(1).withWork(tx -> {})))
                .isSameAs(writer.failure);
    }

    @Test
    void anInterruptOfTheWritersThreadConcernsNobodyElse() {
        writer.gate.release(2);
        writer.interruptsItself = true;

        commit.append(events(1));
        // A caller that wrote hears it, as it hears any interrupt; the next batch does not.
        assertThat(Thread.interrupted()).isEqualTo(writing == Writing.BY_CALLERS);
        commit.append(events(1));
        Thread.interrupted();

        assertThat(writer.interrupted).containsExactly(false, false);
    }

    @Test
    void anIdleWriterThatThrowsWritesTheNextBatchAllTheSame() throws Exception {
        writer.gate.release(2);
        writer.error = new AssertionError("idle");
        writer.idled.await();
        writer.error = null;

        assertThat(commit.append(events(1))).isEqualTo(new AppendReceipt(1, 1));
    }

    @Test
    void aTicketTellsHowLongItsCallerHasWaited() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        var second = queued(events(1));
        long queued = System.nanoTime();
        awaitQueued(List.of(second));
        Duration least = Duration.ofNanos(System.nanoTime() - queued);

        writer.gate.release(2);
        first.get();
        second.get();

        assertThat(writer.waited.getLast()).isGreaterThanOrEqualTo(least);
    }

    @Test
    void aCallerThatIsAloneWritesForItselfWhereItMay() throws Exception {
        writer.gate.release(1);
        var task = new FutureTask<>(() -> commit.append(events(1)));
        Thread caller = Thread.ofPlatform().name("caller").start(task);
        task.get();
        boolean byCaller = writing == Writing.BY_CALLERS;
        assertThat(writer.writtenBy == caller).isEqualTo(byCaller);
    }

    @Test
    void whoeverIsAppointedAndInterruptedLetsTheNextWrite() throws Exception {
        var first = started(events(1));
        writer.entered.acquire();
        var second = new FutureTask<>(() -> commit.append(events(1)));
        Thread leaving = Thread.ofPlatform().name("leaving").start(second);
        awaitWaiting(leaving);
        var third = queued(events(1));
        writer.gate.release(1);
        leaving.interrupt();
        writer.gate.release(10);
        first.get();
        third.get();
        // Withdrawn in time, or recorded: never lost, and never in the way of others.
        try {
            assertThat(second.get().isEmpty()).isFalse();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RecorderUnavailableException.class);
        }
    }

    @Test
    void manyCallersComeAndGoAndNobodyIsForgotten() throws Exception {
        writer.gate.release(1_000_000);
        List<FutureTask<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean virtual = i % 4 == 3;
            int number = i;
            var task =
                    new FutureTask<>(
                            () -> {
                                int recorded = 0;
                                for (int round = 0; round < 200; round++) {
                                    if (number % 4 == 1 && round % 7 == 0) {
                                        Thread.currentThread().interrupt();
                                    }
                                    try {
                                        commit.append(events(1));
                                        recorded++;
                                    } catch (RecorderUnavailableException interrupted) {
                                        assertThat(Thread.interrupted()).isTrue();
                                    }
                                }
                                return recorded;
                            });
            (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).name("caller " + i).start(task);
            all.add(task);
        }
        int recorded = 0;
        for (var each : all) {
            recorded += each.get();
        }
        assertThat(recorded).isGreaterThan(16 * 150);
        assertThat(writer.sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(recorded);
    }

    @Test
    void virtualThreadsAppendToo() throws Exception {
        writer.gate.release(1_000);
        List<FutureTask<AppendReceipt>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            var task = new FutureTask<>(() -> commit.append(events(1)));
            Thread.ofVirtual().name("caller " + i).start(task);
            tasks.add(task);
        }
        List<Long> positions = new ArrayList<>();
        for (var task : tasks) {
            positions.add(task.get().first());
        }

        assertThat(positions).doesNotHaveDuplicates().hasSize(200);
    }

    private FutureTask<AppendReceipt> started(AppendRequest request) {
        var task = new FutureTask<>(() -> commit.append(request));
        Thread.ofPlatform().name("caller").start(task);
        return task;
    }

    private FutureTask<AppendReceipt> queued(AppendRequest request) {
        var task = new FutureTask<>(() -> commit.append(request));
        Thread caller = Thread.ofPlatform().name("caller").start(task);
        awaitWaiting(caller);
        return task;
    }

    private void awaitQueued(List<?> tasks) {
        while (commit.queueLength() < tasks.size()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitWaiting(Thread caller) {
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static AppendRequest events(int count) {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(
                    new StoredEvent(
                            new UUID(IDS.incrementAndGet(), 1),
                            null,
                            "t",
                            1,
                            List.of(),
                            Instant.EPOCH,
                            Map.of(),
                            Bytes.empty()));
        }
        return AppendRequest.of(events);
    }

    private static final AtomicLong IDS = new AtomicLong();

    /** Writes a batch each time its gate is opened. */
    private static final class GatedWriter implements BatchWriter {
        final Semaphore entered = new Semaphore(0);
        final Semaphore gate = new Semaphore(0);
        final List<Integer> sizes = new CopyOnWriteArrayList<>();
        volatile @Nullable Thread writtenBy;
        final CountDownLatch closed = new CountDownLatch(1);
        final CountDownLatch idled = new CountDownLatch(1);
        final List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        final List<Duration> waited = new CopyOnWriteArrayList<>();
        volatile @Nullable RuntimeException failure;
        volatile @Nullable RuntimeException refusal;
        volatile @Nullable Error error;
        volatile boolean interruptsItself;
        private long head;

        @Override
        public void write(List<AppendTicket> batch) {
            interrupted.add(Thread.currentThread().isInterrupted());
            entered.release();
            gate.acquireUninterruptibly();
            waited.add(batch.getFirst().waited());
            if (interruptsItself) {
                Thread.currentThread().interrupt();
            }
            RuntimeException reason = refusal;
            if (reason != null) {
                batch.forEach(ticket -> ticket.refuse(reason));
                return;
            }
            Error fatal = error;
            if (fatal != null) {
                throw fatal;
            }
            RuntimeException now = failure;
            if (now != null) {
                throw now;
            }
            writtenBy = Thread.currentThread();
            sizes.add(batch.size());
            for (AppendTicket ticket : batch) {
                int events = ticket.request().events().size();
                ticket.complete(
                        events == 0
                                ? AppendReceipt.empty()
                                : new AppendReceipt(head + 1, head + events));
                head += events;
            }
        }

        @Override
        public void idle() {
            idled.countDown();
            Error fatal = error;
            if (fatal != null) {
                throw fatal;
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
