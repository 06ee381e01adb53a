package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

@Timeout(60)
final class SettingsTest {
    // Nobody is there: whatever is wrong in the settings is found before anyone connects.
    private static final Map<String, String> COMPLETE =
            Map.of(
                    "POSTGRES_HOST", "no-such-host.invalid",
                    "POSTGRES_DBNAME", "d",
                    "POSTGRES_USER", "u",
                    "POSTGRES_PASSWORD", "canary-91");

    private static NamedSettings with(String key, String value) {
        Map<String, String> given = new HashMap<>(COMPLETE);
        given.put(key, value);
        return Settings.only(given).named("School");
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                new PostgresModule()
                                        .open(
                                                Settings.only(Map.of("POSTGRES_HOST", "h"))
                                                        .named("School")))
                .withMessageContaining("POSTGRES_DBNAME, POSTGRES_USER, POSTGRES_PASSWORD")
                .withMessageContaining("SCHOOL_");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_PORT, 0",
        "POSTGRES_PORT, 65536",
        "POSTGRES_PORT, five",
        "POSTGRES_SCHEMA, Dogs",
        "POSTGRES_SSLMODE, maybe",
        "POSTGRES_CONNECT_TIMEOUT, 10ms",
        "POSTGRES_POOL_SIZE, 0",
        "POSTGRES_MAX_OVERFLOW, -1",
        "POSTGRES_MAX_WAITING, -1",
        "POSTGRES_CONN_MAX_AGE, 1000ms",
        "POSTGRES_PRE_PING, perhaps",
        "POSTGRES_LOCK_TIMEOUT, soon",
        "POSTGRES_LOCK_TIMEOUT, -1s",
        "POSTGRES_LOCK_TIMEOUT, 600h",
        "POSTGRES_STATEMENT_TIMEOUT, later",
        "POSTGRES_STATEMENT_TIMEOUT, 600h",
        "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT, never",
        "POSTGRES_NOTIFY, loudly",
        "POLL_INTERVAL, 0",
        "CREATE_TABLE, perhaps",
        "EVENT_MAX_BYTES, 0"
    })
    void aWrongValueIsToldWithItsKeyAndWhatWasExpected(String key, String value) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new PostgresModule().open(with(key, value)))
                .withMessageContaining(key)
                .withMessageContaining(value)
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_POOL_TIMEOUT, POSTGRES_CONNECT_TIMEOUT",
        "POSTGRES_CONNECTION_TIMEOUT, POSTGRES_CONNECT_TIMEOUT",
        "POSTGRES_MAXIMUM_POOL_SIZE, POSTGRES_MAX_OVERFLOW",
        "POSTGRES_MAX_CONN, POSTGRES_POOL_SIZE",
        "POSTGRES_MIN_CONN, POSTGRES_POOL_SIZE",
        "POSTGRES_MINIMUM_IDLE, POSTGRES_POOL_SIZE",
        "POSTGRES_MAX_LIFETIME, POSTGRES_CONN_MAX_AGE",
        "POSTGRES_POOL_RECYCLE, POSTGRES_CONN_MAX_AGE",
        "POSTGRES_IDLE_TIMEOUT, POSTGRES_CONN_MAX_AGE",
        "POSTGRES_POOL_PRE_PING, POSTGRES_PRE_PING"
    })
    void aSettingOfAnotherPoolIsRefusedWithTheOneToSetInstead(String key, String instead) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new PostgresModule().open(with(key, "7")))
                .withMessageContaining(key)
                .withMessageContaining(instead);
    }

    @Test
    void whatIsSetIsInEffectAndThePasswordHidden() throws Exception {
        try (var database = TestDatabase.create()) {
            database.execute("CREATE SCHEMA dogs");
            Map<String, String> given = database.settings();
            given.putAll(
                    Map.of(
                            "SCHOOL_POSTGRES_SCHEMA", "dogs",
                            "POSTGRES_POOL_SIZE", "1",
                            "POSTGRES_MAX_OVERFLOW", "0",
                            "POSTGRES_MAX_WAITING", "100",
                            "POSTGRES_PRE_PING", "y",
                            "POSTGRES_CONN_MAX_AGE", "1m",
                            "POSTGRES_SSLMODE", "disable",
                            "POSTGRES_NOTIFY", "n",
                            "POLL_INTERVAL", "50ms"));
            var settings = Settings.only(given).named("School");
            try (var recorder = new PostgresModule().open(settings)) {
                recorder.append(List.of(Samples.fact("t")));

                assertThat(recorder.toString()).contains("schema dogs");
                assertThat(database.number("SELECT count(*) FROM dogs.school_events")).isOne();
                assertThat(connections(database)).isOne();
            }
            assertThat(settings.effective())
                    .containsEntry("POSTGRES_PASSWORD", "***")
                    .containsEntry("POSTGRES_SCHEMA", "dogs")
                    .containsEntry("POSTGRES_STATEMENT_TIMEOUT", "30000ms");
            assertThat(settings.effective().toString())
                    .doesNotContain(database.server().password());
        }
    }

    private static long connections(TestDatabase database) throws Exception {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    @Test
    void aPasswordThatChangesIsAskedForEachNewConnection() throws Exception {
        try (var database = TestDatabase.create()) {
            var asked = new AtomicInteger();
            Map<String, String> given = database.settings();
            given.remove("POSTGRES_PASSWORD");
            PostgresModule.PasswordSupplier supplier =
                    () -> {
                        asked.incrementAndGet();
                        return database.server().password();
                    };
            var settings =
                    Settings.only(given).using(PostgresModule.PasswordSupplier.class, supplier);
            try (var recorder = new PostgresModule().open(settings.named("School"))) {
                recorder.append(List.of(Samples.fact("t")));

                assertThat(asked.get()).isGreaterThan(1);
            }
        }
    }

    // A part of a millisecond would be rounded to 0, and so to for ever.
    @Test
    void aTimeOutThatTheServerWouldTakeForAnotherIsRefused() {
        Postgres somewhere = Postgres.url("postgresql://u:p@h/d");
        List<Function<Duration, Postgres>> timeouts =
                List.of(
                        somewhere::withLockTimeout,
                        somewhere::withStatementTimeout,
                        somewhere::withIdleInTransactionTimeout);
        for (var timeout : timeouts) {
            for (Duration wrong :
                    List.of(
                            Duration.ofMillis(-1),
                            Duration.ofNanos(999_999),
                            Duration.ofDays(25))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> timeout.apply(wrong))
                        .withMessageContaining(wrong.toString());
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> somewhere.withPollInterval(Duration.ZERO));
    }

    @Test
    void theLongestTimeOutsAreTaken() throws Exception {
        try (var database = TestDatabase.create();
                var recorder =
                        Postgres.of(database.dataSource())
                                .withLockTimeout(Duration.ofDays(24))
                                .withStatementTimeout(Duration.ofDays(24))
                                .withIdleInTransactionTimeout(Duration.ofDays(24))
                                .open("School")) {
            assertThat(recorder.append(List.of(Samples.fact("t"))).first()).isOne();
        }
    }

    @Test
    void aPoolOfTheRecordersOwnHasItsListenerAlready() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> Postgres.url(database.url()).withListener(database.dataSource()))
                    .withMessageContaining(database.name())
                    .withMessageNotContaining(database.server().password());
        }
    }
}
