package org.annals.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.NotificationLog;
import org.annals.examples.RecorderKind;
import org.annals.following.FollowerStatus;
import org.annals.settings.Settings;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Commands are carried out in a loop of two applications, and none that fails stops it. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CommandsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    CommandsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder);
    }

    @FunctionalInterface
    private interface Quiet {
        void await() throws Exception;
    }

    private static void assertWorks(Commands commands, Quiet quiet) throws Exception {
        List<String> ids =
                List.of("6 * 7", "1 / 0", "much", "9223372036854775807 + 1", "2 ? 3", "20 / 4")
                        .stream()
                        .map(commands::submit)
                        .toList();
        quiet.await();

        assertThat(ids)
                .extracting(id -> commands.command(id).value().orElse(-1L))
                .containsExactly(42L, -1L, -1L, -1L, -1L, 5L);
        assertThat(ids)
                .extracting(id -> commands.command(id).error().orElse(""))
                .containsExactly(
                        "",
                        "/ by zero",
                        "'much' is no sum, as '6 * 7' is.",
                        "long overflow",
                        "'?' is unknown.",
                        "");
        assertThat(ids).allMatch(id -> commands.command(id).version() == 2);
        assertThat(commands.notificationLog().head()).isEqualTo(12);
    }

    private static void assertAllGoOn(Runner runner) {
        assertThat(runner.status()).allMatch(FollowerStatus::isHealthy);
        assertThat(runner.status()).allMatch(each -> each.failure() == null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inOneProcess(boolean hasThreads) throws Exception {
        try (Runner runner =
                hasThreads
                        ? Runner.multiThreaded(Results.SYSTEM, settings)
                        : Runner.singleThreaded(Results.SYSTEM, settings)) {
            runner.start();
            assertWorks(
                    runner.get(Commands.class),
                    () -> {
                        if (hasThreads) {
                            assertThat(runner.awaitQuiet(LONG)).isTrue();
                        }
                    });
            assertAllGoOn(runner);
        }
    }

    @Test
    void oneApplicationForEachRunner() throws Exception {
        var ofResults = new CompletableFuture<NotificationLog>();
        try (Runner commands =
                        Runner.oneOf(
                                Results.SYSTEM,
                                Commands.class,
                                settings,
                                name -> new LateLog(ofResults::join));
                Runner results =
                        Runner.oneOf(
                                Results.SYSTEM,
                                Results.class,
                                settings,
                                name -> commands.get(Commands.class).notificationLog())) {
            ofResults.complete(results.get(Results.class).notificationLog());
            commands.start();
            results.start();
            assertWorks(
                    commands.get(Commands.class),
                    () -> {
                        assertThat(results.awaitQuiet(LONG)).isTrue();
                        assertThat(commands.awaitQuiet(LONG)).isTrue();
                    });
            assertAllGoOn(commands);
            assertAllGoOn(results);
        }
    }
}
