package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonValue;

import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A value that would be read back as another one, or not at all, is not written (TRA-4). */
final class UnwritableValueTest {
    record Noted(Optional<String> note, OptionalInt count) {}

    record Email(@JsonValue String address) {}

    record Sent(Email to, Map<Email, Integer> copies) {}

    record Counted(Map<BigInteger, Integer> numbers) {}

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "\ud800x", "🐕\ud83d"})
    void halfAPairOfSurrogatesIsNoCharacter(String text) {
        assertNotEncoded(Everything.with(Map.of("text", text)), "unpaired surrogate", "'text'");
        assertNotEncoded(
                Everything.with(Map.of("texts", List.of("x", text))),
                "unpaired surrogate",
                "'texts[1]'");
        assertNotEncoded(
                Everything.with(Map.of("byText", Map.of(text, Everything.Coin.PENNY))),
                "unpaired surrogate",
                "'byText");
        assertNotEncoded(
                Everything.with(Map.of("byNumber", Map.of(1, text))),
                "unpaired surrogate",
                "'byNumber.?'");
        assertNotEncoded(new Sent(new Email(text), Map.of()), "unpaired surrogate", "'to");
        assertNotEncoded(
                new Sent(new Email(""), Map.of(new Email(text), 1)), "StreamConstraints", "");
    }

    @Test
    void halfAPairOfSurrogatesIsNoCharacterByItself() {
        assertNotEncoded(
                Everything.with(Map.of("letter", '\ud800')), "unpaired surrogate", "'letter'");
        assertNotEncoded(
                Everything.with(Map.of("byLetter", Map.of('\udfff', true))),
                "unpaired surrogate",
                "'byLetter");
    }

    @Test
    void aLocaleWithoutALanguageTagIsRefused() {
        for (Locale locale : List.of(Locale.of("no", "NO", "NY"), Locale.of("not a language"))) {
            assertNotEncoded(
                    Everything.with(Map.of("language", locale)),
                    "read as another value",
                    "'language'");
        }
        assertNotEncoded(
                Everything.with(
                        Map.of("byLanguage", Map.of(Locale.forLanguageTag("zh-Hans-CN"), "x"))),
                "read as another value",
                "'byLanguage");
    }

    @Test
    void anAddressWhoseTextIsAnotherAddressIsRefused() {
        URI path = URI.create("a/").relativize(URI.create("a/b:c"));

        assertNotEncoded(
                Everything.with(Map.of("place", path)), "read as another value", "'place'");
    }

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"})
    void nullInPlaceOfAnOptionalIsRefused() {
        assertNotEncoded(new Noted(null, OptionalInt.empty()), "an Optional is null", "'note'");
        assertNotEncoded(new Noted(Optional.empty(), null), "an Optional is null", "'count'");
    }

    @Test
    void aKeyOf256BytesWorksAndOneMoreIsRefusedWhateverItsType() {
        Json.assertRoundTrip(new Counted(Map.of(BigInteger.TEN.pow(255), 1)));
        assertNotEncoded(
                new Counted(Map.of(BigInteger.TEN.pow(256), 1)), "more than 256 bytes", "'numbers");
        assertNotEncoded(
                Everything.with(
                        Map.of("byAmount", Map.of(new BigDecimal("1." + "0".repeat(255)), "x"))),
                "more than 256 bytes",
                "'byAmount");
        assertNotEncoded(
                Everything.with(Map.of("byPlace", Map.of(URI.create("é".repeat(129)), "x"))),
                "more than 256 bytes",
                "'byPlace");
    }

    private static void assertNotEncoded(Object object, String reason, String path) {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.of(object))
                .withMessageContaining(reason)
                .withMessageContaining(path)
                .withNoCause();
    }
}
