package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An address at which there is no log to be had: what is said, how soon, and never a password. */
@Timeout(60)
final class WrongAddressTest {
    private static final String CANARY = "canary-7c1f";

    private static Throwable refused(Map<String, String> given) {
        Throwable thrown =
                catchThrowable(
                        () -> new PostgresModule().open(Settings.only(given).named("School")));
        assertThat(thrown).isInstanceOf(EventSourcingException.class);
        assertSilent(thrown);
        return thrown;
    }

    private static Throwable refused(String url) {
        Throwable thrown = catchThrowable(() -> Postgres.url(url).open("School"));
        assertThat(thrown).isInstanceOf(EventSourcingException.class);
        assertSilent(thrown);
        return thrown;
    }

    /** Demands that no message, and no stack trace with all its causes, has the password. */
    private static void assertSilent(Throwable thrown) {
        var everything = new StringWriter();
        thrown.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(CANARY);
    }

    private static Map<String, String> given(TestDatabase database, String key, String value) {
        Map<String, String> given = database.settings();
        given.put(key, value);
        return given;
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_PASSWORD", CANARY)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("POSTGRES_PASSWORD")
                    .hasMessageContaining(database.name());
            assertThat(refused(database.url().replace(database.server().password(), CANARY)))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void aWrongPasswordOfADataSourceIsToldWithoutIt() throws Exception {
        try (var database = TestDatabase.create()) {
            var source = database.dataSource();
            source.setPassword(CANARY);

            Throwable thrown = catchThrowable(() -> Postgres.of(source).open("School"));

            assertThat(thrown).isInstanceOf(ConfigurationException.class);
            assertSilent(thrown);
        }
    }

    @Test
    void aWrongUserIsTold() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_USER", "nobody_here")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("POSTGRES_USER");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_DBNAME", "nowhere")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("/nowhere")
                    .hasMessageContaining("POSTGRES_DBNAME");
        }
    }

    @Test
    void aPortWhereNobodyListensIsUnavailable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_PORT", Integer.toString(port))))
                    .isInstanceOf(RecorderUnavailableException.class)
                    .hasMessageContaining(":" + port + "/")
                    .hasMessageContaining("POSTGRES_PORT");
        }
    }

    @Test
    void aHostThatDoesNotExistIsUnavailable() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_HOST", "no-such-host.invalid")))
                    .isInstanceOf(RecorderUnavailableException.class)
                    .hasMessageContaining("no-such-host.invalid")
                    .hasMessageContaining("POSTGRES_HOST");
        }
    }

    // As a port of something else, or a firewall that drops what it does not like.
    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var database = TestDatabase.create()) {
            Map<String, String> given = database.settings();
            given.put("POSTGRES_PORT", Integer.toString(silent.getLocalPort()));
            given.put("POSTGRES_CONNECT_TIMEOUT", "1s");
            var opener = Background.start(() -> refused(given));

            assertThat(opener.result(Duration.ofSeconds(5)))
                    .isInstanceOf(RecorderUnavailableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a url",
                "mysql://u:canary-7c1f@h/d",
                "postgresql:d",
                "postgresql://u:canary-7c1f@h",
                "postgresql://u:canary-7c1f@h/",
                "postgresql:///d",
                "postgresql://u:canary-7c1f@h:port/d",
                "postgresql://u:canary-7c1f@h/d?sslmode=maybe",
                "postgresql://u:canary-7c1f@h/d?options=-c%20synchronous_commit=off",
                "postgresql://u:canary-7c1f@h/d?prepareThreshold=0",
                "postgresql://u:canary-7c1f@h/d?password=canary-7c1f&loggerLevel=TRACE",
                "postgresql://u:canary-7c1f@h/d?=canary-7c1f",
                "postgresql://u:canary-7c1f%zz@h/d",
                "postgresql://u:canary-7c1f%@h/d?sslmode=require",
                "postgresql://u:canary-7c1f#x@h/d",
                "postgresql://h/canary-7c1f%zz"
            })
    void aUrlThatIsNotUnderstoodIsRefusedWithoutItsPassword(String url) {
        assertThat(refused(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("postgresql://user:password@host:5432/database");
    }

    @Test
    void aParameterThatIsNotKnownIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Postgres.url("postgresql://u:p@h/d?prepareThreshold=0"))
                .withMessageContaining("'prepareThreshold'")
                .withMessageContaining("sslrootcert");
    }

    @Test
    void aUrlMayHaveEverythingThatASettingHas() {
        var address =
                ServerAddress.parse(
                        "postgresql://u%40home:p%3A+%2F@h:6432/d%20b?sslmode=verify-full&sslrootcert=%2Fca.pem");

        assertThat(address.user()).isEqualTo("u@home");
        assertThat(address.password().get()).isEqualTo("p:+/");
        assertThat(address.database()).isEqualTo("d b");
        assertThat(address.sslMode()).isEqualTo("verify-full");
        assertThat(address.sslRootCert()).isEqualTo("/ca.pem");
        assertThat(address).hasToString("h:6432/d b");
    }

    @Test
    void aServerWithoutTlsIsRefusedIfItIsRequired() throws Exception {
        try (var database = TestDatabase.create()) {
            assertThat(refused(given(database, "POSTGRES_SSLMODE", "require")))
                    .hasMessageContaining(database.name());
            assertThat(refused(given(database, "POSTGRES_SSLMODE", "verify-full")))
                    .hasMessageContaining(database.name());
        }
    }

    @Test
    void noMessageOfARecorderHasItsPassword() throws Exception {
        try (var database = TestDatabase.create()) {
            database.execute(
                    "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role(database), CANARY));
            database.execute("GRANT CREATE ON SCHEMA public TO " + role(database));
            Map<String, String> given = new HashMap<>(database.settings());
            given.put("POSTGRES_USER", role(database));
            given.put("POSTGRES_PASSWORD", CANARY);
            var settings = Settings.only(given).named("School");
            try (var recorder = new PostgresModule().open(settings)) {
                assertThat(recorder.toString())
                        .doesNotContain(CANARY)
                        .doesNotContain(role(database));
                assertThat(settings.effective().toString())
                        .contains("POSTGRES_PASSWORD=***")
                        .doesNotContain(CANARY);
                database.execute("DROP TABLE school_events CASCADE");
                for (var request :
                        List.of(
                                Samples.request(Samples.fact("t")),
                                Samples.request(Samples.fact("t", "k:v")))) {
                    Throwable thrown = catchThrowable(() -> recorder.append(request));
                    assertThat(thrown).isInstanceOf(ConfigurationException.class);
                    assertSilent(thrown);
                }
            }
            database.execute("DROP OWNED BY " + role(database) + " CASCADE");
            database.execute("DROP ROLE " + role(database));
        }
    }

    private static String role(TestDatabase database) {
        return "canary_of_" + database.name();
    }
}
