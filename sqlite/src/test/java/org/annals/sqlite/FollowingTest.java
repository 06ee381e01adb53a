package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/** What only this recorder can get wrong of subscriptions; the rest is in the contract. */
@Timeout(60)
final class FollowingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private @TempDir Path folder;

    private Sqlite file() {
        return Sqlite.file(folder.resolve("log.db"));
    }

    private static FutureTask<Long> startTakingOne(Recorder recorder) {
        var taking =
                new FutureTask<>(
                        () -> {
                            var next = recorder.subscribe(LogSelection.all()).iterator().next();
                            return next.position();
                        });
        Thread.ofPlatform().name("follower").daemon().start(taking);
        return taking;
    }

    private static Optional<Thread> tailOf(Recorder recorder) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("annals-tail " + recorder))
                .findFirst();
    }

    private static void await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > DEADLINE.toNanos()) {
                throw new AssertionError("It did not come within %s.".formatted(DEADLINE));
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void theThreadIsNamedStartedByTheFirstThatWaitsAndJoined() throws Exception {
        var recorder = file().open("School");
        assertThat(recorder.subscribe(LogSelection.all())).isNotNull();
        assertThat(tailOf(recorder)).isEmpty();
        var taking = startTakingOne(recorder);
        await(() -> tailOf(recorder).isPresent());
        recorder.append(List.of(Samples.event("t")));
        assertThat(taking.get()).isEqualTo(1);

        recorder.close();

        assertThat(tailOf(recorder)).isEmpty();
    }

    // F18
    @Test
    void whatAnotherOpeningAppendsIsSeenBeforeThePollIntervalIsOver() throws Exception {
        Sqlite patient = file().withPollInterval(Duration.ofDays(1));
        try (var here = patient.open("School");
                var there = patient.open("School")) {
            var taking = startTakingOne(here);
            await(() -> tailOf(here).isPresent());

            there.append(List.of(Samples.event("t")));

            assertThat(taking.get()).isEqualTo(1);
        }
    }

    @Test
    void aCommitOfAnyOtherConnectionIsSeenOnce() throws SQLException {
        try (var recorder = file().open("School")) {
            var version = new DataVersion(new Connections(file()));
            assertThat(version.mayHaveGrown()).isTrue();
            assertThat(version.mayHaveGrown()).isFalse();

            recorder.append(List.of(Samples.event("t")));

            assertThat(version.mayHaveGrown()).isTrue();
            assertThat(version.mayHaveGrown()).isFalse();
            version.close();
        }
    }

    @Test
    void whereNothingCanBeSeenItMayHaveGrown() {
        var nowhere = Sqlite.file(folder.resolve("missing").resolve("log.db"));
        var version = new DataVersion(new Connections(nowhere));

        assertThat(version.mayHaveGrown()).isTrue();
        assertThat(version.mayHaveGrown()).isTrue();
        version.close();
    }

    // F32
    @Test
    void workMayCloseARecorderInMemoryWhoseTailWaitsForTheConnection() {
        var recorder =
                Sqlite.inMemory("closing").withPollInterval(Duration.ofMillis(1)).open("School");
        var taking = startTakingOne(recorder);
        await(() -> tailOf(recorder).isPresent());
        Thread tail = tailOf(recorder).orElseThrow();

        recorder.append(
                AppendRequest.of(List.of())
                        .withWork(
                                transaction -> {
                                    assertThat(transaction.as(Connection.class)).isNotNull();
                                    await(() -> waitsForItsTurn(tail));
                                    recorder.close();
                                }));

        await(() -> !tail.isAlive());
        assertThat(taking)
                .failsWithin(DEADLINE)
                .withThrowableThat()
                .withCauseInstanceOf(RecorderClosedException.class);
        assertThatExceptionOfType(RecorderClosedException.class).isThrownBy(recorder::head);
    }

    private static boolean waitsForItsTurn(Thread tail) {
        return Arrays.stream(tail.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Turn.class.getName()));
    }
}
