package org.annals.jackson;

import static org.annals.jackson.Json.assertRefused;
import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Depth, numbers, names and documents are bounded, both ways alike (TRA-7). */
final class BoundsTest {
    record Nested(List<Nested> in) {}

    record Whole(BigInteger number) {}

    record Exact(BigDecimal number) {}

    record Keyed(Map<String, Integer> values) {}

    record Text(String text) {}

    @Test
    void aDepthOfAHundredWorksAndOneMoreIsRefused() {
        // A record and its list are two levels.
        String fifty = "{\"in\":[".repeat(50) + "]}".repeat(50);

        Nested nested = Json.decode(fifty, Nested.class);

        assertThat(Json.of(nested)).isEqualTo(fifty);
        assertRefused("{\"in\":[" + fifty + "]}", Nested.class)
                .withMessageContaining("StreamConstraintsException");
        assertNotEncoded(new Nested(List.of(nested)));
        assertRefused("{\"in\":[".repeat(100_000), Nested.class);
        assertRefused("[".repeat(1_000_000), Nested.class);
    }

    @Test
    void aHundredDigitsWorkAndOneMoreIsRefused() {
        assertRoundTrip(new Whole(BigInteger.TEN.pow(99).negate()));
        assertRoundTrip(new Exact(new BigDecimal("1." + "1".repeat(99))));
        assertRoundTrip(new Exact(new BigDecimal("1E+2147483647")));
        assertNotEncoded(new Whole(BigInteger.TEN.pow(100)));
        assertNotEncoded(new Exact(new BigDecimal("1." + "1".repeat(100))));
        assertRefused("{\"number\":" + "9".repeat(101) + "}", Whole.class);
        assertRefused("{\"number\":" + "9".repeat(1_000_000) + "}", Exact.class);
        assertRefused("{\"number\":0." + "9".repeat(101) + "}", Exact.class);
    }

    @Test
    void aNameOf256BytesWorksAndOneMoreIsRefused() {
        assertRoundTrip(new Keyed(Map.of("é".repeat(128), 1)));
        assertNotEncoded(new Keyed(Map.of("é".repeat(128) + "k", 1)));
        assertRefused("{\"values\":{\"" + "k".repeat(257) + "\":1}}", Keyed.class);
        assertRefused("{\"" + "k".repeat(1_000_000) + "\":1}", Keyed.class);
    }

    @Test
    void aDocumentOf64MebibytesIsRefused() {
        String quarter = "x".repeat(16 * 1024 * 1024);

        assertRoundTrip(new Text(quarter));
        assertRefused("{\"text\":\"" + quarter.repeat(4) + "\"}", Text.class);
    }

    private static void assertNotEncoded(Object object) {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.of(object))
                .withMessageContaining("StreamConstraintsException")
                .withNoCause();
    }
}
