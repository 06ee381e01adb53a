package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.Transcoder;
import org.annals.persistence.TranscodingException;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Shorthand of the tests: JSON as text. */
final class Json {
    static final JsonTranscoder TRANSCODER = JsonTranscoder.create();

    private Json() {}

    static String of(Object object) {
        return new String(TRANSCODER.encode(object), UTF_8);
    }

    static <T> T decode(String json, Class<T> type) {
        return TRANSCODER.decode(json.getBytes(UTF_8), type);
    }

    static void assertRoundTrip(Object object) {
        assertRoundTrip(TRANSCODER, object);
    }

    static void assertRoundTrip(Transcoder transcoder, Object object) {
        assertThat((Object) transcoder.decode(transcoder.encode(object), object.getClass()))
                .isEqualTo(object);
    }

    static ThrowableAssertAlternative<TranscodingException> assertRefused(
            String json, Class<?> type) {
        return assertThatExceptionOfType(TranscodingException.class)
                .as(json)
                .isThrownBy(() -> decode(json, type));
    }
}
