package org.annals.jackson;

import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of JSON as it is stored: what is in a log today must be read for ever (TRA-1). */
final class JsonFormTest {
    record Registered(
            String name, int age, List<String> tricks, Map<String, Map<String, Integer>> scores) {}

    record Cleared() {}

    record Weighed(BigDecimal weight, Instant at, LocalDate born, Optional<String> by) {}

    enum Colour {
        RED;

        @Override
        public String toString() {
            return "a warm red";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Painted(Colour colour, byte[] picture, double shine, float gloss) {}

    record Walked(String zone, int distance) {
        public String getName() {
            return "not a component";
        }

        public boolean isFar() {
            return distance > 10;
        }
    }

    @Test
    void aRecordIsAnObjectWithItsComponentsInTheirOrder() {
        var event = new Registered("Fido", 3, List.of("sit"), Map.of("a", Map.of("b", 1)));

        assertThat(Json.of(event))
                .isEqualTo(
                        """
                        {"name":"Fido","age":3,"tricks":["sit"],"scores":{"a":{"b":1}}}""");
        assertRoundTrip(event);
    }

    @Test
    void componentsAreNotSortedByName() {
        assertThat(Json.of(new Walked("park", 3)))
                .isEqualTo(
                        """
                        {"zone":"park","distance":3}""");
    }

    @Test
    void methodsThatAreNoComponentsAreNotStored() {
        assertRoundTrip(new Walked("park", 30));
    }

    @Test
    void aRecordWithoutComponentsIsAnEmptyObject() {
        assertThat(Json.of(new Cleared())).isEqualTo("{}");
        assertRoundTrip(new Cleared());
    }

    @Test
    void textBeyondAsciiIsUtf8() {
        var event = new Registered("Zoë 狗 🐕", 3, List.of(), Map.of());

        assertThat(Json.TRANSCODER.encode(event)).contains("Zoë 狗 🐕".getBytes(UTF_8));
        assertRoundTrip(event);
    }

    @Test
    void escapedTextIsReadAsTheSameText() {
        assertThat(
                        Json.decode(
                                """
                                {"zone":"Zo\\u00eb \\ud83d\\udc15","distance":1}""",
                                Walked.class))
                .isEqualTo(new Walked("Zoë 🐕", 1));
    }

    @Test
    void timesAreIsoTextAndDecimalsKeepTheirScale() {
        var event =
                new Weighed(
                        new BigDecimal("1.10"),
                        Instant.parse("2020-01-01T00:00:00.000001Z"),
                        LocalDate.of(2019, 2, 3),
                        Optional.empty());

        assertThat(Json.of(event))
                .isEqualTo(
                        """
                        {"weight":1.10,"at":"2020-01-01T00:00:00.000001Z","born":"2019-02-03","by":null}""");
        assertRoundTrip(event);
    }

    @Test
    void enumsAreNamesAndBytesAreBase64() {
        var event = new Painted(Colour.RED, new byte[] {0, -1, 127}, Double.NaN, -0.0f);

        String json = Json.of(event);

        assertThat(json)
                .isEqualTo(
                        """
                        {"colour":"RED","picture":"AP9/","shine":"NaN","gloss":-0.0}""");
        Painted decoded = Json.decode(json, Painted.class);
        assertThat(decoded.picture()).isEqualTo(event.picture());
        assertThat(decoded.shine()).isNaN();
        assertThat(Float.floatToRawIntBits(decoded.gloss()))
                .isEqualTo(Float.floatToRawIntBits(-0.0f));
    }
}
