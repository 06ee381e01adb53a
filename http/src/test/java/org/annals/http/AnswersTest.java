package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.Section;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.http.FakeServer.Saying;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client makes of answers: of its own kind, of others' releases, and of anybody's. */
final class AnswersTest {
    private static final String EMPTY = "{\"notifications\":[],\"scannedTo\":0,\"head\":0}";

    private static RemoteNotificationLog reader(URI server) {
        return RemoteNotificationLog.builder(server, "DogSchool")
                .timeout(Duration.ofSeconds(2))
                .open();
    }

    /** The answers that every later release can read. */
    private static String golden(String name) throws IOException {
        try (var in = AnswersTest.class.getResourceAsStream("/org/annals/http/wire-1/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static final List<Notification> GOLDEN =
            List.of(
                    new Notification(
                            7,
                            new StoredEvent(
                                    new UUID(1, 2),
                                    new Origin("dog-\u00f6", 3),
                                    "Dog.TrickAdded",
                                    2,
                                    List.of(EventTag.of("dog", "a:b"), EventTag.of("x", "")),
                                    StoredEvent.instantOf(1_700_000_000_123_456L),
                                    Map.of("causation_id", "c", "a", "\ud83d\ude00"),
                                    Bytes.copyOf(new byte[] {0, 1, -1}))),
                    new Notification(
                            8,
                            new StoredEvent(
                                    new UUID(3, 4),
                                    null,
                                    "Noted",
                                    1,
                                    List.of(),
                                    StoredEvent.instantOf(-1),
                                    Map.of(),
                                    Bytes.empty())));

    @Test
    void theFormOfAnswersIsAsItWasReleased() throws IOException {
        assertThat(text(LogForm.bytes(new LogPage(GOLDEN, 9, 12)))).isEqualTo(golden("page.json"));
        assertThat(text(LogForm.bytes(new Section("7,8", GOLDEN, "9,10"))))
                .isEqualTo(golden("section.json"));
        var identity = new LogIdentity("DogSchool", new UUID(5, 6), new UUID(7, 8));
        assertThat(text(LogForm.bytes(new LogForm.About(identity, 12, 10))))
                .isEqualTo(golden("log.json"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void releasedAnswersAreRead() throws IOException {
        try (var server = new FakeServer(new Saying(200, golden("page.json")));
                var log = reader(server.uri())) {
            assertThat(log.pull(LogSelection.all())).isEqualTo(new LogPage(GOLDEN, 9, 12));
        }
        try (var server = new FakeServer(new Saying(200, golden("log.json")));
                var log = reader(server.uri())) {
            assertThat(log.identity())
                    .isEqualTo(new LogIdentity("DogSchool", new UUID(5, 6), new UUID(7, 8)));
        }
    }

    @Test
    void unknownFieldsAreIgnoredAndMissingOnesAreAbsent() throws IOException {
        String newer =
                golden("section.json")
                        .replace("\"id\":\"7,8\"", "\"more\":[{\"a\":{}}],\"id\":\"7,8\"")
                        .replace("\"position\":7", "\"hash\":\"ff\",\"position\":7")
                        .replace("\"tags\":[],", "")
                        .replace("\"metadata\":{},", "")
                        .replace(",\"nextId\":\"9,10\"", "");
        try (var server = new FakeServer(new Saying(200, newer));
                var log = reader(server.uri())) {
            assertThat(log.section("7,8").items()).isEqualTo(GOLDEN);
            assertThat(log.section("7,8").nextId()).isEmpty();
        }
        try (var server =
                        new FakeServer(new Saying(200, "{\"notifications\":[],\"scannedTo\":3}"));
                var log = reader(server.uri())) {
            assertThat(log.pull(LogSelection.all())).isEqualTo(new LogPage(List.of(), 3, 3));
        }
    }

    @Test
    void aServerIgnoresWhatItDoesNotKnow() {
        assertThat(PageRequest.parse("colour=red&after=3&&page=other&direction=up&x"))
                .isEqualTo(PageRequest.parse("after=3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "<html>canary</html>",
                "[]",
                "{}",
                "{\"notifications\":[],\"scannedTo\":-1,\"head\":0}",
                "{\"notifications\":[{\"canary\":1}],\"scannedTo\":0,\"head\":0}",
                "{\"notifications\":\"canary\",\"scannedTo\":0,\"head\":0}",
                "{\"notifications\":[],\"scannedTo\":\"canary\",\"head\":0}"
            })
    void anAnswerThatIsNoneOfItsOwnIsToldAndNotQuoted(String body) {
        try (var server = new FakeServer(new Saying(200, body));
                var log = reader(server.uri())) {
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> log.pull(LogSelection.all()))
                    .withMessageContaining("The log 'DogSchool' at " + server.uri())
                    .withMessageContaining("its answer ")
                    .withMessageNotContaining("canary");
        }
    }

    @Test
    void anEventThatCannotBeIsToldAndNotQuoted() throws IOException {
        String wrong = golden("page.json").replace("\"Noted\"", "\"\\u0000canary\"");
        try (var server = new FakeServer(new Saying(200, wrong));
                var log = reader(server.uri())) {
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> log.pull(LogSelection.all()))
                    .withMessageContaining("a value that nothing in a log can have")
                    .withMessageNotContaining("canary")
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 404, 429, 500, 502, 503})
    void whatSomethingBetweenSaysIsTriedAgainAndTold(int status) {
        try (var server = new FakeServer(new Saying(status, ""));
                var log = reader(server.uri())) {
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(log::head)
                    .withMessageContaining("the answer has status " + status);
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void whatFailsForAMomentIsNotNoticed() {
        var busy = new Saying(503, "{\"error\":\"busy\",\"message\":\"later\"}");
        try (var server = new FakeServer(busy, new Saying(502, "<html>"), new Saying(200, EMPTY));
                var log = reader(server.uri())) {
            assertThat(log.pull(LogSelection.all())).isEqualTo(new LogPage(List.of(), 0, 0));
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void whatIsWrongIsAskedOnce() {
        var wrong = new Saying(400, "{\"error\":\"illegal-argument\",\"message\":\"so it is\"}");
        try (var server = new FakeServer(wrong);
                var log = reader(server.uri())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.pull(LogSelection.all()))
                    .withMessage("so it is");
            assertThat(server.asked()).hasSize(1);
        }
        try (var server = new FakeServer(new Saying(401, ""));
                var log = reader(server.uri())) {
            assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(log::head);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void aSilentServerIsGivenUpInTime() {
        try (var server = new FakeServer(new Saying(200, EMPTY));
                var proxy = FaultyProxy.to("127.0.0.1", server.uri().getPort());
                var log = reader(URI.create("http://127.0.0.1:" + proxy.port()))) {
            proxy.goSilent();
            long begun = System.nanoTime();
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> log.pull(LogSelection.all()))
                    .withMessageContaining("no whole answer");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
            proxy.heal();
            assertThat(log.pull(LogSelection.all()).head()).isZero();
        }
    }

    @Test
    void anAnswerThatTricklesIsGivenUpInTime() {
        try (var server = new FakeServer(new Saying(200, EMPTY));
                var proxy = FaultyProxy.to("127.0.0.1", server.uri().getPort());
                var log = reader(URI.create("http://127.0.0.1:" + proxy.port()))) {
            proxy.trickle(Direction.TO_CLIENT, Duration.ofMillis(100));
            long begun = System.nanoTime();
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> log.pull(LogSelection.all()));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anAnswerThatIsCutOffIsToldAndTheNextOneRead() {
        try (var server =
                        new FakeServer(
                                new Saying(
                                        200,
                                        "{\"notifications\":["
                                                + " ".repeat(9_000)
                                                + "],\"scannedTo\":0}"));
                var proxy = FaultyProxy.to("127.0.0.1", server.uri().getPort());
                var log = reader(URI.create("http://127.0.0.1:" + proxy.port()))) {
            proxy.cutEachAfter(Direction.TO_CLIENT, 5_000);
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> log.pull(LogSelection.all()));
            proxy.heal();
            assertThat(log.pull(LogSelection.all()).head()).isZero();
        }
    }

    @Test
    void aServerBehindAPathIsAskedThere() {
        try (var server = new FakeServer(new Saying(200, EMPTY));
                var log = reader(URI.create(server.uri() + "/behind/this/"))) {
            log.pull(LogSelection.all().after(3));
            assertThat(server.asked())
                    .containsExactly(
                            URI.create("/behind/this/logs/DogSchool/notifications?after=3"));
        }
    }
}
