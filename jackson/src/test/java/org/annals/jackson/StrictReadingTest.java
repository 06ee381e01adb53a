package org.annals.jackson;

import static org.annals.jackson.Json.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What is missing, surplus or malformed is an error; nothing is guessed (TRA-4, TRA-6). */
final class StrictReadingTest {
    record Trick(String name) {}

    record Scored(int points, boolean won, double ratio) {}

    record Named(UUID id, DayOfWeek day, List<String> names) {}

    record Noted(Optional<String> note, OptionalInt size, @Nullable String reason, String author) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lenient(String name) {}

    record Percent(int value) {
        Percent {
            if (value > 100) {
                throw new IllegalArgumentException("more than all");
            }
        }
    }

    record Rated(List<Percent> ratings) {}

    record Ledger(Map<String, Trick> entries) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"sit\"",
                "{",
                "{\"name\":\"si",
                "{\"name\":\"sit\"",
                "{\"name\":\"sit\"}}",
                "{\"name\":\"sit\"} x",
                "{\"name\":\"sit\"}{}",
                "{\"name\":\"sit\"} null",
                "{\"name\":\"sit\",\"name\":\"sit\"}",
                "{\"name\":\"sit\",\"age\":1}",
                "{\"name\":\"sit\",}",
                "{\"Name\":\"sit\"}",
                "{'name':'sit'}",
                "{name:\"sit\"}",
                "{\"name\":\"sit\"/* */}",
                "{}",
                "{\"name\":1}",
                "{\"name\":1.5}",
                "{\"name\":true}",
                "{\"name\":[\"sit\"]}",
                "{\"name\":{}}",
                "{\"name\":\"sit\",\"@class\":\"java.lang.Thread\"}",
                "{\"@class\":\"javax.script.ScriptEngineManager\",\"name\":\"sit\"}",
                "[\"java.util.HashMap\",{\"name\":\"sit\"}]"
            })
    void anythingButTheRecordIsRefused(String json) {
        assertRefused(json, Trick.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"points\":\"1\",\"won\":true,\"ratio\":1.0}",
                "{\"points\":1.0,\"won\":true,\"ratio\":1.0}",
                "{\"points\":null,\"won\":true,\"ratio\":1.0}",
                "{\"points\":\"\",\"won\":true,\"ratio\":1.0}",
                "{\"points\":true,\"won\":true,\"ratio\":1.0}",
                "{\"points\":2147483648,\"won\":true,\"ratio\":1.0}",
                "{\"points\":01,\"won\":true,\"ratio\":1.0}",
                "{\"points\":1,\"won\":1,\"ratio\":1.0}",
                "{\"points\":1,\"won\":\"true\",\"ratio\":1.0}",
                "{\"points\":1,\"won\":true,\"ratio\":\"1.0\"}",
                "{\"points\":1,\"won\":true,\"ratio\":NaN}",
                "{\"points\":1,\"won\":true}"
            })
    void numbersAndBooleansAreWrittenAsSuch(String json) {
        assertRefused(json, Scored.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"x\",\"day\":\"MONDAY\",\"names\":[]}",
                "{\"id\":\"\",\"day\":\"MONDAY\",\"names\":[]}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":0,\"names\":[]}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"0\",\"names\":[]}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"\",\"names\":[]}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"monday\",\"names\":[]}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"MONDAY\",\"names\":\"x\"}",
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"day\":\"MONDAY\",\"names\":\"\"}"
            })
    void textIsWrittenAsTheTypeWritesIt(String json) {
        assertRefused(json, Named.class);
    }

    @Test
    void aWholeNumberIsAlsoAFloatingPointNumber() {
        assertThat(Json.decode("{\"points\":1,\"won\":true,\"ratio\":1}", Scored.class))
                .isEqualTo(new Scored(1, true, 1.0));
    }

    @Test
    void onlyWhatSaysSoMayBeMissing() {
        var absent = new Noted(Optional.empty(), OptionalInt.empty(), null, "x");

        assertThat(Json.decode("{\"author\":\"x\"}", Noted.class)).isEqualTo(absent);
        assertThat(Json.decode(Json.of(absent), Noted.class)).isEqualTo(absent);
        assertRefused("{\"note\":\"x\",\"reason\":\"y\"}", Noted.class)
                .withMessageContaining("'author'");
    }

    @Test
    void surplusIsIgnoredWhereTheRecordSaysSo() {
        assertThat(Json.decode("{\"name\":\"sit\",\"age\":1}", Lenient.class))
                .isEqualTo(new Lenient("sit"));
        assertRefused("{\"name\":\"sit\",\"age\":1,\"age\":1}", Lenient.class);
        assertRefused("{\"name\":\"sit\"} {}", Lenient.class);
    }

    @Test
    void theMessageHasTheTypeAndThePath() {
        assertRefused("{\"ratings\":[{\"value\":1},{\"value\":\"x\"}]}", Rated.class)
                .withMessageContaining(Rated.class.getName())
                .withMessageContaining("MismatchedInputException")
                .withMessageContaining("'ratings[1].value'")
                .withNoCause();
    }

    @Test
    void whatAConstructorThrowsIsTheCause() {
        assertRefused("{\"ratings\":[{\"value\":101}]}", Rated.class)
                .withMessageContaining("'ratings[0]'")
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessage("more than all");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] json = Json.TRANSCODER.encode(new Trick("sit"));
        json[10] = (byte) 0xff;

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.TRANSCODER.decode(json, Trick.class));
    }

    @Test
    void everyCutIsRefused() {
        byte[] json = Json.TRANSCODER.encode(new Ledger(Map.of("k", new Trick("sit"))));
        for (int length = 0; length < json.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(json, length);
            assertThatExceptionOfType(TranscodingException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Json.TRANSCODER.decode(cut, Ledger.class));
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDoor() {
        assertThatNullPointerException().isThrownBy(() -> Json.TRANSCODER.encode(null));
        assertThatNullPointerException()
                .isThrownBy(() -> Json.TRANSCODER.decode(null, Trick.class));
        assertThatNullPointerException()
                .isThrownBy(() -> Json.TRANSCODER.decode(new byte[0], null));
    }
}
