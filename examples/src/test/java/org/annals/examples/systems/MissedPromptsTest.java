package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Third;
import org.annals.persistence.PersistenceModule;
import org.annals.postgres.Postgres;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;
import org.annals.system.Runner;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** What is recorded elsewhere, without a wake-up, is followed within the poll interval. */
final class MissedPromptsTest {
    private static final Duration POLL = Duration.ofMillis(300);
    // The machine may be busy, and there are three logs in a row.
    private static final Duration SOON = POLL.multipliedBy(3).plusSeconds(2);
    private static final int ROUNDS = 5;

    private static Settings settings(RecorderKind recorder, Path folder) {
        Map<String, String> values = recorder.valuesIn(folder);
        PersistenceModule module =
                switch (recorder) {
                    case MEMORY -> throw new AssertionError("It is in one process.");
                    case SQLITE ->
                            Sqlite.file(Path.of(values.getOrDefault("SQLITE_DBNAME", "")))
                                    .withPollInterval(POLL);
                    case POSTGRES ->
                            Postgres.url(
                                            PostgresServer.shared()
                                                    .url(
                                                            values.getOrDefault(
                                                                    "POSTGRES_DBNAME", "")))
                                    .withWakeUps(WakeUps.POLL)
                                    .withPollInterval(POLL);
                };
        return Settings.only(Map.of()).using(PersistenceModule.class, module);
    }

    @ParameterizedTest
    @EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void itIsFollowedWithinThePollInterval(RecorderKind recorder, @TempDir Path folder)
            throws Exception {
        Settings settings = settings(recorder, folder);
        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings);
                var elsewhere = new First(settings);
                var third = new Third(settings)) {
            runner.start();
            for (int number = 1; number <= ROUNDS; number++) {
                elsewhere.count(number, number);

                // Nothing here is asked for the runner to look.
                assertThat(third.events().recorder().awaitTracking("Second", number, SOON))
                        .as("number %d within %s", number, SOON)
                        .isTrue();
            }
            assertThat(third.numbers())
                    .isEqualTo(IntStream.rangeClosed(1, ROUNDS).boxed().toList());
        }
    }
}
