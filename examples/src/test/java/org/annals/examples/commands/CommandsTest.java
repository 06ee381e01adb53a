package org.annals.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.RunningSystem;
import org.annals.following.FollowerStatus;
import org.annals.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Commands are carried out in a loop of two applications, and none that fails stops it. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CommandsTest {
    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    CommandsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder);
    }

    @ParameterizedTest
    @EnumSource
    void eachIsCarriedOutAndWhatFailsIsWrittenDown(RunningSystem.Way way) throws Exception {
        try (RunningSystem system = way.open(Results.SYSTEM, settings)) {
            system.start();
            var commands = system.get(Commands.class);
            List<String> ids =
                    Stream.of(
                                    "6 * 7",
                                    "1 / 0",
                                    "much",
                                    "9223372036854775807 + 1",
                                    "2 ? 3",
                                    "20 / 4")
                            .map(commands::submit)
                            .toList();
            system.awaitQuiet();

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
            assertThat(system.status()).allMatch(FollowerStatus::isHealthy);
            assertThat(system.status()).allMatch(each -> each.failure() == null);
        }
    }
}
