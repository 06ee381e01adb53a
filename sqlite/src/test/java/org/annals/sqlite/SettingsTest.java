package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.persistence.Recorder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

final class SettingsTest {
    private @TempDir Path folder;

    private static Recorder open(Map<String, String> given) {
        return new SqliteModule().open(Settings.only(given).named("School"));
    }

    @Test
    void theFileIsNamedByASetting() {
        Path file = folder.resolve("log.db");

        try (var recorder = open(Map.of("SCHOOL_SQLITE_DBNAME", file.toString()))) {
            assertThat(recorder.toString()).contains(file.toString()).contains("SURVIVES_POWER");
        }
        assertThat(file).exists();
    }

    @Test
    void aPathAUriAndMemoryAreAllNames() {
        Path file = folder.resolve("log.db");
        for (String name : List.of(":memory:", "file:x?mode=memory&cache=shared", "file:" + file)) {
            try (var recorder = open(Map.of("SQLITE_DBNAME", name))) {
                recorder.append(List.of(Samples.event("t")));
                assertThat(recorder.head()).isEqualTo(1);
            }
        }
    }

    @Test
    void withoutANameTheKeyIsTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open(Map.of()))
                .withMessageContaining("SQLITE_DBNAME")
                .withMessageContaining("SCHOOL_");
    }

    @Test
    void wrongValuesAreToldWithWhatWasExpected() {
        Map<String, String> wrong =
                Map.of(
                        "SQLITE_LOCK_TIMEOUT", "soon",
                        "SQLITE_SYNCHRONOUS", "off",
                        "CREATE_TABLE", "perhaps",
                        "EVENT_MAX_BYTES", "0");
        wrong.forEach(SettingsTest::assertRefused);
    }

    private static void assertRefused(String key, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> open(Map.of("SQLITE_DBNAME", ":memory:", key, value)))
                .withMessageContaining(key)
                .withMessageContaining("'" + value + "'");
    }

    @Test
    void thePollIntervalIsAboveZero() {
        List.of("0", "0ms", "-1s", "often").forEach(each -> assertRefused("POLL_INTERVAL", each));
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Sqlite.inMemory("wrong").withPollInterval(wrong))
                    .withMessageContaining(wrong.toString());
        }
        open(Map.of("SQLITE_DBNAME", ":memory:", "POLL_INTERVAL", "1ms")).close();
    }

    @Test
    void relaxedDurabilityIsAskedForByName() {
        Map<String, String> given =
                Map.of(
                        "SQLITE_DBNAME", folder.resolve("log.db").toString(),
                        "SQLITE_SYNCHRONOUS", "normal",
                        "SQLITE_LOCK_TIMEOUT", "250ms");

        try (var recorder = open(given)) {
            assertThat(recorder.toString()).contains("SURVIVES_PROCESS");
        }
    }
}
