package org.annals.jackson;

import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is encoded decodes to an equal value, with no registration and at any depth (TRA-2). */
final class RoundTripTest {
    private static final int ROUNDS = 2_000;

    record Tree(String name, List<Tree> children) {}

    @Test
    void everyExtremeOfEveryType() {
        Extremes.VALUES.forEach(
                (name, values) ->
                        values.forEach(value -> assertKept(Everything.with(Map.of(name, value)))));
    }

    @Test
    void everyTypeOfRandomValues() {
        long seed = new Random().nextLong();
        System.out.println("RoundTripTest seed " + seed);
        var events = new RandomEvents(seed);
        for (int i = 0; i < ROUNDS; i++) {
            assertKept(events.next());
        }
    }

    @Test
    void absentIsNullAndEmptyIsNot() {
        for (String json : List.of("{}", "{\"texts\":null}", "{\"texts\":[]}")) {
            Everything read = Json.decode(json, Everything.class);

            assertThat(read.texts()).isEqualTo(json.contains("[") ? List.of() : null);
            assertKept(read);
        }
    }

    @Test
    void aRecordInsideItself() {
        assertRoundTrip(new Tree("root", List.of(new Tree("leaf", List.of()))));
    }

    /** The JSON is compared too, since they tell the order of a set and the scale of a number. */
    private static void assertKept(Everything event) {
        String json = Json.of(event);
        Everything read = Json.decode(json, Everything.class);

        Everything.assertSame(read, event);
        assertThat(Json.of(read)).isEqualTo(json);
    }
}
