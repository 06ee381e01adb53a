package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.LogName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** M1: closing is bounded, whatever is in its way. */
@Timeout(60)
final class ClosingTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String ENDLESS =
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c";

    private @TempDir Path folder;
    private Sqlite options = Sqlite.inMemory("unused");

    @BeforeEach
    void nameFile() {
        options = Sqlite.file(folder.resolve("log.db")).withLockTimeout(Duration.ofSeconds(50));
    }

    private SqliteRecorder open() {
        return SqliteRecorder.open(options, LogName.of("School"));
    }

    private static FutureTask<AppendReceipt> startAppending(
            SqliteRecorder recorder, AppendRequest request) {
        var appending = new FutureTask<>(() -> recorder.append(request));
        Thread.ofPlatform().name("caller").daemon().start(appending);
        return appending;
    }

    private static AppendRequest request() {
        return AppendRequest.of(List.of(Samples.event("t")));
    }

    @Test
    void whoeverWaitsForAForeignLockIsToldThatTheRecorderIsClosed() throws Exception {
        SqliteRecorder recorder = open();
        try (Connection other =
                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"))) {
            Connections.execute(other, "BEGIN IMMEDIATE");
            var appending = startAppending(recorder, request());
            while (!waitsForALock(recorder)) {
                Thread.onSpinWait();
            }
            long begun = System.nanoTime();

            recorder.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(SHORT.plusSeconds(8));
            assertThat(appending)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(RecorderClosedException.class);
        }
    }

    private static boolean waitsForALock(SqliteRecorder recorder) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals("annals-writer " + recorder))
                .flatMap(each -> Arrays.stream(each.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("retried"));
    }

    @Test
    void workThatWaitsForEverIsInterrupted() throws Exception {
        var never = new CountDownLatch(1);

        var appending = closedDuring(open(), transaction -> never.await());

        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(() -> outcome(appending))
                .withCauseInstanceOf(InterruptedException.class);
        try (var again = open()) {
            assertThat(again.head()).isZero();
        }
    }

    @Test
    void aStatementOfTheWorkThatNeverEndsIsInterrupted() throws Exception {
        var appending =
                closedDuring(
                        open(),
                        transaction -> Connections.text(transaction.as(Connection.class), ENDLESS));

        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(() -> outcome(appending));
    }

    @Test
    void workThatHeedsNoInterruptIsLeftBehindAndOfNoHarm() throws Exception {
        var gate = new CountDownLatch(1);

        var appending = closedDuring(open(), transaction -> awaitUninterruptibly(gate));

        assertThat(appending).isNotDone();
        gate.countDown();
        assertThat(outcome(appending)).isEqualTo(new AppendReceipt(1, 1));
        try (var again = open()) {
            assertThat(again.head()).isEqualTo(1);
        }
    }

    @Test
    void workInMemoryThatHeedsNoInterruptIsLeftBehind() throws Exception {
        var gate = new CountDownLatch(1);
        options = Sqlite.inMemory("closing-work");

        var appending = closedDuring(open(), transaction -> awaitUninterruptibly(gate));

        assertThat(appending).isNotDone();
        gate.countDown();
        assertThat(outcome(appending)).isEqualTo(new AppendReceipt(1, 1));
    }

    /** Appends with work, and closes the recorder once the work has begun. */
    private static FutureTask<AppendReceipt> closedDuring(
            SqliteRecorder recorder, TransactionWork work) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var appending =
                startAppending(
                        recorder,
                        request()
                                .withWork(
                                        transaction -> {
                                            begun.countDown();
                                            work.run(transaction);
                                        }));
        begun.await();
        recorder.close(SHORT);
        return appending;
    }

    private static AppendReceipt outcome(FutureTask<AppendReceipt> appending) throws Exception {
        return PlatformThread.result(appending);
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        while (gate.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
