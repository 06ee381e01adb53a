package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** That settings say what a builder can. */
final class SettingsTest {
    private static final String TOKEN = "canary-0123456789abcdef";

    private final DogSchool school = new DogSchool(Settings.only(Map.of()));

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void serverAndClientMeetAsTheEnvironmentSays(@TempDir Path folder) {
        Certificates own = Certificates.make(folder, "own", "EC");
        var settings =
                Settings.only(
                        Map.of(
                                "DOGSCHOOL_HTTP_SERVER_ADDRESS",
                                "127.0.0.1:0",
                                "HTTP_TOKEN",
                                TOKEN,
                                "HTTP_SSL_PRIVATE_KEY_PATH",
                                own.privateKey().toString(),
                                "HTTP_SSL_CERTIFICATE_PATH",
                                own.certificate().toString(),
                                "HTTP_SSL_ROOT_CERTIFICATE_PATH",
                                own.certificate().toString()));
        school.record(2);
        try (var server = NotificationLogServer.open(settings, school);
                var log =
                        RemoteNotificationLog.open(
                                settings.with(
                                        "DOGSCHOOL_HTTP_SERVER_ADDRESS",
                                        "localhost:" + server.uri().getPort()),
                                "DogSchool")) {
            assertThat(server.uri()).hasScheme("https").hasHost("127.0.0.1");
            assertThat(log.head()).isEqualTo(2);
        }
    }

    @Test
    void withoutCertificatesOnLoopbackPlainHttpIsSpoken() {
        var settings = Settings.only(Map.of("HTTP_SERVER_ADDRESS", "[::1]:0"));
        try (var server = NotificationLogServer.open(settings, school);
                var log =
                        RemoteNotificationLog.open(
                                settings.with(
                                        "HTTP_SERVER_ADDRESS", "[::1]:" + server.uri().getPort()),
                                "DogSchool")) {
            assertThat(server.uri().toString()).startsWith("http://[::1]:");
            assertThat(log.head()).isZero();
        }
    }

    @Test
    void anotherMachineIsSpokenToInTlsAlone() {
        var settings = Settings.only(Map.of("HTTP_SERVER_ADDRESS", "logs.invalid:8443"));
        try (var log = RemoteNotificationLog.open(settings, "DogSchool")) {
            assertThat(log)
                    .hasToString("RemoteNotificationLog[DogSchool at https://logs.invalid:8443]");
        }
    }

    @Test
    void theTimeoutIsASetting() {
        try (var server = new FakeServer(new FakeServer.Saying(503, ""));
                var log =
                        RemoteNotificationLog.open(
                                Settings.only(
                                        Map.of(
                                                "HTTP_SERVER_ADDRESS",
                                                server.uri().getAuthority(),
                                                "HTTP_TIMEOUT",
                                                "50ms")),
                                "DogSchool")) {
            assertThatExceptionOfType(RecorderUnavailableException.class).isThrownBy(log::head);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_SERVER_ADDRESS, 127.0.0.1, host:port",
        "HTTP_SERVER_ADDRESS, :80, host:port",
        "HTTP_SERVER_ADDRESS, localhost:65536, host:port",
        "HTTP_SERVER_ADDRESS, http://localhost:80, host:port",
        "HTTP_TOKEN, canary, visible ASCII",
        "HTTP_TIMEOUT, 0, above 0",
        "HTTP_TIMEOUT, soon, seconds"
    })
    void aWrongValueIsToldByItsKeyAndWhatIsExpected(String key, String value, String expected) {
        var settings = Settings.only(Map.of("HTTP_SERVER_ADDRESS", "127.0.0.1:0")).with(key, value);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RemoteNotificationLog.open(settings, "DogSchool"))
                .withMessageContaining(key)
                .withMessageContaining(expected)
                .withMessageNotContaining("canary");
    }

    @Test
    void whatIsMissingOrHalfThereIsTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NotificationLogServer.open(Settings.only(Map.of()), school))
                .withMessageContaining("HTTP_SERVER_ADDRESS");
        var half =
                Settings.only(
                        Map.of(
                                "HTTP_SERVER_ADDRESS",
                                "127.0.0.1:0",
                                "HTTP_SSL_CERTIFICATE_PATH",
                                "x"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> NotificationLogServer.open(half, school))
                .withMessageContaining("only one of");
    }

    @Test
    void aPortThatIsTakenIsTold() {
        try (var server = NotificationLogServer.builder().serve(school).open()) {
            var second =
                    NotificationLogServer.builder()
                            .serve(school)
                            .address("127.0.0.1", server.uri().getPort());
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(second::open)
                    .withMessageContaining("cannot listen on 127.0.0.1:");
        }
    }

    @Test
    void anOptionIsSaidOnceAndWithinItsBounds() {
        var server = NotificationLogServer.builder().serve(school).token(TOKEN);

        assertThatIllegalStateException().isThrownBy(() -> server.token(TOKEN));
        assertThatIllegalStateException().isThrownBy(() -> server.serve(school));
        assertThatIllegalStateException().isThrownBy(() -> NotificationLogServer.builder().open());
        assertThatIllegalArgumentException().isThrownBy(() -> server.maxWaits(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> server.address("x", 65_536));
        var client =
                RemoteNotificationLog.builder(URI.create("https://x"), "DogSchool")
                        .timeout(Duration.ofSeconds(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> client.timeout(Duration.ofSeconds(1)))
                .withMessageContaining("time-out");
        assertThatIllegalArgumentException().isThrownBy(() -> client.waiting(Duration.ZERO));
    }
}
