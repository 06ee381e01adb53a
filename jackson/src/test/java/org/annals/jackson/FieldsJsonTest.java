package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

final class FieldsJsonTest {
    private final JsonTranscoder transcoder = JsonTranscoder.create();

    private Fields read(String json) {
        return transcoder.toFields(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1.10,\"b\":100000000000000000000,\"c\":-0.5,\"d\":1E+30}",
                "{\"z\":null,\"y\":true,\"x\":\"é\\u0000\",\"w\":[1,[],{\"v\":[null]}]}"
            })
    void whatIsTakenApartIsPutTogetherAsItWas(String json) {
        assertThat(new String(transcoder.encodeFields(read(json)), UTF_8)).isEqualTo(json);
    }

    @Test
    void numbersKeepEveryDigit() {
        Fields fields = read("{\"price\":1.10,\"count\":9007199254740993}");

        assertThat(fields.decimal("price")).isEqualTo(new BigDecimal("1.10"));
        assertThat(fields.integer("count")).isEqualTo(new BigInteger("9007199254740993"));
    }

    @Test
    void whatWasEncodedFromAnObjectCanBeTakenApart() {
        Fields fields = transcoder.toFields(transcoder.encode(new Pair("a", List.of(1, 2))));

        assertThat(fields.names()).containsExactly("left", "right");
        fields.put("left", "b");
        assertThat(transcoder.decode(transcoder.encodeFields(fields), Pair.class))
                .isEqualTo(new Pair("b", List.of(1, 2)));
    }

    record Pair(String left, List<Integer> right) {}

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "", "{", "{} {}", "{\"secret\":1,\"secret\":2}"})
    void whatIsNoObjectOrNotOneAloneIsRefusedWithoutItsContent(String json) {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> read(json))
                .matches(e -> !String.valueOf(e.getMessage()).contains("secret"));
    }

    @Test
    void fieldsThatCouldNotBeReadAgainAreNotWritten() {
        Fields fields = Fields.empty().put("text", "\ud800");

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> transcoder.encodeFields(fields));
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(
                        () -> transcoder.encodeFields(Fields.empty().put("n".repeat(300), "long")));
    }
}
