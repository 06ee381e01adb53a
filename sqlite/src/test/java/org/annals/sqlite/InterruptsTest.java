package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** M5: an interrupted thread is refused what it would have to wait for, and nothing else. */
@Timeout(60)
final class InterruptsTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNeedNotWaitSucceeds(boolean virtual) throws Exception {
        for (Recorder each : recorders()) {
            try (Recorder recorder = each) {
                recorder.append(List.of(Samples.event("t")));
                recorder.track(Tracking.of("up", 5));

                boolean interrupted =
                        interrupted(
                                virtual,
                                () -> {
                                    assertThat(recorder.head()).isEqualTo(1);
                                    assertThat(recorder.readLog(LogSelection.all()).notifications())
                                            .hasSize(1);
                                    assertThat(recorder.awaitTracking("up", 5, LONG)).isTrue();
                                    return Thread.interrupted();
                                });

                assertThat(interrupted).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitingWhatIsNotReachedIsInterrupted(boolean virtual) throws Exception {
        for (Recorder each : recorders()) {
            try (Recorder recorder = each) {
                boolean flag =
                        interrupted(
                                virtual,
                                () -> {
                                    assertThatExceptionOfType(InterruptedException.class)
                                            .isThrownBy(
                                                    () -> recorder.awaitTracking("up", 5, LONG));
                                    return Thread.interrupted();
                                });

                assertThat(flag).isFalse();
            }
        }
    }

    @Test
    void awaitingWhileTheDatabaseInMemoryIsInUseIsInterrupted() throws Exception {
        try (var recorder = Sqlite.inMemory("busy").open("School")) {
            Turn turn = Turn.at(SqliteLocation.inMemory("busy"));
            turn.take();
            boolean flag =
                    interrupted(
                            false,
                            () -> {
                                assertThatExceptionOfType(InterruptedException.class)
                                        .isThrownBy(() -> recorder.awaitTracking("up", 5, LONG));
                                return Thread.interrupted();
                            });
            turn.giveBack();

            assertThat(flag).isFalse();
        }
    }

    private List<Recorder> recorders() {
        return List.of(
                Sqlite.file(folder.resolve("log.db")).open("School"),
                Sqlite.inMemory("interrupts").open("School"));
    }

    private static boolean interrupted(boolean virtual, Callable<Boolean> code) throws Exception {
        var task =
                new FutureTask<>(
                        () -> {
                            Thread.currentThread().interrupt();
                            return code.call();
                        });
        Thread.Builder thread = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        thread.name("interrupted").start(task);
        return task.get();
    }
}
