package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** That nobody reads who may not, and nothing is told to anybody else. */
final class SecurityTest {
    private static final String TOKEN = "canary-0123456789abcdef";
    private static final String OTHER = "canary-fedcba9876543210";

    private final DogSchool school = new DogSchool(Settings.only(Map.of()));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        school.close();
    }

    private NotificationLogServer guarded() {
        return NotificationLogServer.builder().serve(school).token(TOKEN).open();
    }

    private static RemoteNotificationLogBuilder reader(URI server) {
        return RemoteNotificationLog.builder(server, "DogSchool").timeout(Duration.ofSeconds(3));
    }

    @Test
    void whoShowsTheTokenReadsAndNobodyElse() {
        school.record(3);
        try (var server = guarded();
                var right = reader(server.uri()).token(TOKEN).open();
                var wrong = reader(server.uri()).token(OTHER).open();
                var none = reader(server.uri()).open()) {
            assertThat(right.section("1,3").items()).hasSize(3);
            for (var refused : List.of(wrong, none)) {
                assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(refused::head)
                        .withMessageContaining("status 401")
                        .withMessageNotContaining("canary");
                assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(() -> refused.subscribe(LogSelection.all()).iterator().next());
            }
        }
    }

    @Test
    void everyRouteIsClosedWithoutATokenWhateverTheMethod() throws Exception {
        try (var server = guarded()) {
            for (String path :
                    List.of(
                            "",
                            "/",
                            "/logs",
                            "/logs/DogSchool",
                            "/logs/DogSchool/",
                            "/logs/DogSchool/sections/1,10",
                            "/logs/DogSchool/sections/wrong",
                            "/logs/DogSchool/notifications",
                            "/logs/DogSchool/notifications?after=-1",
                            "/logs/DogSchool/notifications?wait=30000",
                            "/logs/Nobody",
                            "/logs/%ff",
                            "/favicon.ico",
                            "/../logs/DogSchool")) {
                for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
                    for (String token : List.of("", "Bearer " + OTHER, "Basic " + TOKEN, TOKEN)) {
                        var answer = send(server, method, path, token);
                        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
                        assertThat(answer.body()).doesNotContain("DogSchool", "canary");
                    }
                }
            }
        }
    }

    private HttpResponse<String> send(
            NotificationLogServer server, String method, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.uri() + path))
                        .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(NotificationLogServer server, String path) throws Exception {
        return send(server, "GET", path, "Bearer " + TOKEN);
    }

    @Test
    void onlyFullSectionsAskedForByTheirIdAreKeptByAnybody() throws Exception {
        school.record(25);
        try (var server = guarded()) {
            for (String full : List.of("1,10", "11,20", "3,12", "5,5")) {
                var headers = get(server, "/logs/DogSchool/sections/" + full).headers();
                assertThat(headers.firstValue("Cache-Control"))
                        .as(full)
                        .contains("private, max-age=31536000, immutable");
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            }
            for (String path :
                    List.of(
                            "/logs/DogSchool",
                            "/logs/DogSchool/notifications",
                            "/logs/DogSchool/sections/21,30",
                            "/logs/DogSchool/sections/0,10",
                            "/logs/DogSchool/sections/1,20",
                            "/logs/DogSchool/sections/31,40",
                            "/logs/DogSchool/sections/wrong",
                            "/logs/Nobody",
                            "/")) {
                assertThat(get(server, path).headers().firstValue("Cache-Control"))
                        .as(path)
                        .contains("no-store");
            }
        }
    }

    @Test
    void aLogIsOnlyReadByGet() throws Exception {
        try (var server = guarded()) {
            for (String method : List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
                var answer = send(server, method, "/logs/DogSchool", "Bearer " + TOKEN);
                assertThat(answer.statusCode()).as(method).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow")).contains("GET");
            }
        }
    }

    @Test
    void withoutATokenAServerIsAskedByNamesOfItsMachineAlone() throws Exception {
        try (var server = NotificationLogServer.builder().serve(school).open()) {
            for (String host : List.of("127.0.0.1", "localhost:80", "LOCALHOST", "[::1]:8080")) {
                assertThat(raw(server, "GET /logs/DogSchool HTTP/1.1\r\nHost: " + host))
                        .as(host)
                        .startsWith("HTTP/1.1 200");
            }
            for (String host :
                    List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil")) {
                assertThat(raw(server, "GET /logs/DogSchool HTTP/1.1\r\nHost: " + host))
                        .as(host)
                        .startsWith("HTTP/1.1 403")
                        .doesNotContain("DogSchool");
            }
        }
    }

    private static String raw(NotificationLogServer server, String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream()
                    .write(
                            (head + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsTooLongIsRefusedAndTheServerGoesOn() throws Exception {
        try (var server = guarded()) {
            String longUri = "/logs/DogSchool/notifications?x=" + "a".repeat(140_000);
            assertThat(get(server, longUri).statusCode()).isEqualTo(414);
            var body =
                    HttpRequest.newBuilder(URI.create(server.uri() + "/logs/DogSchool"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .method("GET", BodyPublishers.ofByteArray(new byte[4 << 20]))
                            .build();
            try {
                assertThat(http.send(body, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            } catch (IOException e) {
                assertThat(e).as("the server need not read on").isNotNull();
            }
            String longHeader =
                    "GET /logs/DogSchool HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(500_000);
            try {
                assertThat(raw(server, longHeader)).doesNotContain("200 OK");
            } catch (IOException e) {
                assertThat(e).as("the server need not read on").isNotNull();
            }
            assertThat(get(server, "/logs/DogSchool").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void beyondLoopbackAServerNeedsATokenAndTls(@TempDir Path folder) {
        Certificates own = Certificates.make(folder, "own", "EC");
        for (String open : List.of("0.0.0.0", "::")) {
            var bare = NotificationLogServer.builder().serve(school).address(open, 0);
            var token = NotificationLogServer.builder().serve(school).address(open, 0).token(TOKEN);
            var tls =
                    NotificationLogServer.builder()
                            .serve(school)
                            .address(open, 0)
                            .tls(own.privateKey(), own.certificate());
            for (var each : List.of(bare, token, tls)) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(each::open)
                        .withMessageContaining("needs a token and TLS")
                        .withMessageNotContaining("canary");
            }
        }
        assertThatNoException()
                .isThrownBy(
                        () ->
                                NotificationLogServer.builder()
                                        .serve(school)
                                        .address("0.0.0.0", 0)
                                        .token(TOKEN)
                                        .tls(own.privateKey(), own.certificate())
                                        .open()
                                        .close());
    }

    @Test
    void aClientSendsNothingInTheClearToAnotherMachine() {
        for (String uri :
                List.of(
                        "http://logs.example:8080",
                        "http://10.0.0.1",
                        "http://127.0.0.1.evil.example",
                        "http://localhost.evil.example")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> reader(URI.create(uri)))
                    .withMessageContaining("speaks https");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost",
                "localhost:80",
                "/logs",
                "http://canary:canary@localhost",
                "https://logs.example?token=canary",
                "https://logs.example#canary"
            })
    void anAddressThatIsNoneIsRefusedAndNotShown(String uri) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reader(URI.create(uri)))
                .withMessageContaining("http://host:port")
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void aServerThatSpeaksTlsIsReadByWhoTrustsIt(String algorithm, @TempDir Path folder) {
        Certificates own = Certificates.make(folder, "own", algorithm);
        Certificates other = Certificates.make(folder, "other", algorithm);
        school.record(4);
        try (var server =
                        NotificationLogServer.builder()
                                .serve(school)
                                .token(TOKEN)
                                .tls(own.privateKey(), own.certificate())
                                .open();
                var trusting =
                        reader(server.uri()).token(TOKEN).trusting(own.certificate()).open();
                var doubting =
                        reader(server.uri()).token(TOKEN).trusting(other.certificate()).open();
                var usual = reader(server.uri()).token(TOKEN).open()) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            assertThat(trusting.section("1,4").items()).hasSize(4);
            for (var each : List.of(doubting, usual)) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(each::head)
                        .withMessageContaining(server.uri().toString())
                        .withMessageContaining("PKIX")
                        .withMessageNotContaining("canary");
            }
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedAndNotShown(@TempDir Path folder) throws IOException {
        Certificates own = Certificates.make(folder, "own", "EC");
        Certificates other = Certificates.make(folder, "other", "RSA");
        Path empty = Files.writeString(folder.resolve("empty"), "canary");
        Path missing = folder.resolve("missing");
        var builder = NotificationLogServer.builder();
        for (Path key : List.of(empty, missing, own.certificate(), other.privateKey())) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> builder.tls(key, own.certificate()))
                    .withMessageContaining("'" + key + "'")
                    .withMessageNotContaining("canary");
        }
        for (Path certificate : List.of(empty, missing, own.privateKey())) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> builder.tls(own.privateKey(), certificate))
                    .withMessageContaining("'" + certificate + "'");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> reader(URI.create("https://x")).trusting(certificate))
                    .withMessageContaining("'" + certificate + "'");
        }
    }

    @Test
    void aTokenIsNeverPrintedAndNeverShort() {
        for (String wrong :
                List.of("", "short-canary", "canary with spaces in it", "canary\u00e9".repeat(5))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> reader(URI.create("https://x")).token(wrong))
                    .withMessageContaining("its value is not shown")
                    .withMessageNotContaining("canary");
        }
        assertThat(Token.of(TOKEN)).hasToString("Token[***]");
        try (var server = guarded();
                var remote = reader(server.uri()).token(TOKEN).open()) {
            assertThat(server.toString() + remote).doesNotContain("canary");
        }
    }

    @Test
    void aTokenIsRecognisedWhole() {
        Token token = Token.of(TOKEN);

        assertThat(token.isShownBy("Bearer " + TOKEN)).isTrue();
        for (String wrong :
                List.of("", TOKEN, "Bearer ", "Bearer " + TOKEN + "x", "bearer" + TOKEN)) {
            assertThat(token.isShownBy(wrong)).as(wrong).isFalse();
        }
        assertThat(token.isShownBy(null)).isFalse();
    }
}
