package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** No exception says anything of the content, whatever is wrong with it (LAW-14). */
final class SecretsTest {
    private static final String CANARY = "canary4711";
    private static final int ROUNDS = 20_000;

    sealed interface Owner {
        record Person(String name, int age) implements Owner {}
    }

    enum Colour {
        RED
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Registered(
            UUID id,
            Owner owner,
            Colour colour,
            Instant at,
            Map<String, Owner.Person> friends,
            Map<UUID, Integer> ages,
            byte @Nullable [] picture) {}

    /** A class that cannot be made from any JSON. */
    static final class Opaque {
        private final String text;

        Opaque(String text, int length) {
            this.text = text.substring(0, length);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What the transcoder would not have written. */
    record Made(@Nullable Opaque opaque, @Nullable List<Opaque> list, @Nullable Class<?> type) {}

    private static final JsonTranscoder OF_THE_USERS =
            JsonTranscoder.of(JsonMapper.builder().build());

    private static final String GOOD =
            """
            {"id":"00000000-0000-0000-0000-000000000001",\
            "owner":{"@type":"Person","name":"canary4711","age":1},"colour":"RED",\
            "at":"2020-01-01T00:00:00Z",\
            "friends":{"canary4711":{"name":"canary4711","age":2}},\
            "ages":{"00000000-0000-0000-0000-000000000001":3},"picture":"AAAA"}""";

    @Test
    void theNegativeControlIsReadable() {
        assertThat(Json.decode(GOOD, Registered.class).friends()).containsKey(CANARY);
    }

    @Test
    void noMessageQuotesTheContent() {
        for (String part :
                List.of(
                        "Person\"",
                        "RED",
                        "2020-01-01T00:00:00Z",
                        "AAAA",
                        "0000-000000000001",
                        "1}",
                        "2}",
                        "3}",
                        "friends",
                        "\"age\"",
                        "name",
                        "@type",
                        ":",
                        "{",
                        "\"")) {
            int at = GOOD.indexOf(part);
            assertSilent(
                    GOOD.substring(0, at)
                            + '"'
                            + CANARY
                            + '"'
                            + GOOD.substring(at + part.length()));
            assertSilent(GOOD.substring(0, at) + CANARY + GOOD.substring(at + part.length()));
            assertSilent(GOOD.substring(0, at) + CANARY + GOOD.substring(at));
        }
    }

    @Test
    void noMessageQuotesTheContentOfRandomWreckage() {
        long seed = new Random().nextLong();
        System.out.println("SecretsTest seed " + seed);
        var random = new Random(seed);
        String inserts = "{}[]\",:x019.-\\ \u0000é";
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var json = new StringBuilder(GOOD);
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(json.length());
                switch (random.nextInt(3)) {
                    case 0 -> json.setLength(at);
                    case 1 -> json.deleteCharAt(at);
                    default -> json.insert(at, inserts.charAt(random.nextInt(inserts.length())));
                }
                if (json.isEmpty()) {
                    break;
                }
            }
            refused += assertSilent(json.toString()) ? 1 : 0;
        }
        assertThat(refused).as("the wreckage is wreckage").isGreaterThan(ROUNDS / 2);
    }

    @Test
    void noMessageQuotesTheContentOnEncoding() {
        record Keyed(Map<String, Object> values) {}
        record Counted(Map<String, Integer> values) {}
        List<Object> bad = new ArrayList<>();
        bad.add(new Keyed(Map.of(CANARY, CANARY)));
        bad.add(new Counted(Map.of(CANARY.repeat(100), 1)));
        bad.add(new Counted(Map.of(CANARY + '\ud800', 1)));
        bad.add(Everything.with(Map.of("text", CANARY + '\ud800')));
        bad.add(Everything.with(Map.of("language", Locale.of(CANARY + ' '))));
        bad.add(Everything.with(Map.of("byLanguage", Map.of(Locale.of("", "", "_" + CANARY), ""))));
        bad.add(Everything.with(Map.of("byPlace", Map.of(URI.create(CANARY.repeat(100)), ""))));
        for (Object each : bad) {
            try {
                Json.of(each);
                throw new AssertionError("was encoded");
            } catch (TranscodingException e) {
                assertThat(printed(e)).doesNotContain(CANARY);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"canary4711\"",
                "4711",
                "47114711471147114711",
                "4711.5",
                "4711e4711",
                "true",
                "[\"canary4711\"]",
                "{\"canary4711\":4711}",
                "{\"@type\":\"canary4711\"}",
                "{\"@type\":\"Person\",\"name\":4711,\"age\":\"canary4711\"}",
                "{\"@type\":\"Person\",\"name\":\"canary4711\",\"age\":4711,\"more\":\"canary4711\"}",
                "[\"Person\",\"canary4711\"]",
                "\"\\ud800canary4711\"",
                "\"canary4711",
                "canary4711"
            })
    void noMessageQuotesAValueOfAnotherType(String json) {
        for (Class<?> type : List.of(Everything.class, Made.class)) {
            for (RecordComponent component : type.getRecordComponents()) {
                assertSilent("{\"" + component.getName() + "\":" + json + "}", type);
            }
        }
    }

    @Test
    void keysOfMapsAreContentAndNoPartOfThePath() {
        // The second is the name of a field of HashMap.
        for (String key : List.of(CANARY, "threshold")) {
            assertThat(
                            refused(
                                    "{\"friends\":{\"%s\":{\"age\":1}}}".formatted(key),
                                    Registered.class))
                    .contains("'friends.?")
                    .doesNotContain(key);
        }
    }

    @Test
    void namesThatTheClassDoesNotHaveAreNoPartOfThePath() {
        assertThat(refused("{\"canary4711\":\"canary4711\"}", Everything.class))
                .contains("UnrecognizedPropertyException at '?'")
                .doesNotContain(CANARY);
    }

    /** Returns whether the JSON was refused. */
    private static boolean assertSilent(String json) {
        return assertSilent(json, Registered.class);
    }

    private static boolean assertSilent(String json, Class<?> type) {
        boolean refused = false;
        for (JsonTranscoder transcoder : List.of(Json.TRANSCODER, OF_THE_USERS)) {
            try {
                transcoder.decode(json.getBytes(UTF_8), type);
            } catch (TranscodingException e) {
                assertThat(printed(e))
                        .as("%s as %s", json, type)
                        .doesNotContain("canary", "4711", "(true)");
                refused |= transcoder == Json.TRANSCODER;
            }
        }
        return refused;
    }

    private static String refused(String json, Class<?> type) {
        try {
            throw new AssertionError(Json.decode(json, type));
        } catch (TranscodingException e) {
            return printed(e);
        }
    }

    private static String printed(TranscodingException e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
