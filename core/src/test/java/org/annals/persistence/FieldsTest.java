package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

final class FieldsTest {
    private final Fields fields =
            Fields.empty().put("text", "secret").put("number", 1).put("none", null);

    @Test
    void valuesComeBackInOneFormEach() {
        fields.put("decimal", new BigDecimal("1.10"))
                .put("float", 0.5)
                .put("flag", true)
                .put("list", List.of(1L, "a", Map.of("x", 2)))
                .put("within", Map.of("y", 3));

        assertThat(fields.text("text")).isEqualTo("secret");
        assertThat(fields.integer("number")).isEqualTo(BigInteger.ONE);
        assertThat(fields.decimal("number")).isEqualTo(BigDecimal.ONE);
        assertThat(fields.decimal("decimal")).isEqualTo(new BigDecimal("1.10"));
        assertThat(fields.decimal("float")).isEqualTo(new BigDecimal("0.5"));
        assertThat(fields.flag("flag")).isTrue();
        assertThat(fields.get("none")).isNull();
        assertThat(fields.list("list"))
                .containsExactly(BigInteger.ONE, "a", Fields.empty().put("x", 2));
        assertThat(fields.fields("within").integer("y")).isEqualTo(BigInteger.valueOf(3));
    }

    @Test
    void aRenamedFieldKeepsItsPlace() {
        fields.rename("text", "words").change("number", number -> number + "!").remove("none");

        assertThat(fields.names()).containsExactly("words", "number");
        assertThat(fields.text("number")).isEqualTo("1!");
        assertThat(fields.keep("number").names()).containsExactly("number");
    }

    @Test
    void aCopySharesNothing() {
        fields.put("within", Map.of("y", 3));
        Fields copy = fields.copy();
        copy.fields("within").put("y", 4);

        assertThat(fields.fields("within").integer("y")).isEqualTo(BigInteger.valueOf(3));
        assertThat(copy).isNotEqualTo(fields);
    }

    @Test
    void changesToFieldsWithinAreKept() {
        fields.put("within", Map.of("y", 3)).fields("within").rename("y", "z");

        assertThat(fields.fields("within").names()).containsExactly("z");
    }

    @Test
    void messagesNameTheFieldAndNeverItsValue() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fields.integer("text"))
                .withMessageContaining("'text' is not an integer")
                .matches(e -> !String.valueOf(e.getMessage()).contains("secret"));
        assertThatIllegalStateException()
                .isThrownBy(() -> fields.rename("missing", "other"))
                .withMessageContaining("no field 'missing'");
        assertThatIllegalStateException()
                .isThrownBy(() -> fields.rename("text", "number"))
                .withMessageContaining("'number'");
        assertThatIllegalStateException().isThrownBy(() -> fields.text("none"));
        assertThatIllegalStateException().isThrownBy(() -> fields.keep("missing"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.put("odd", Double.NaN))
                .withMessageContaining("java.lang.Double");
        assertThatIllegalArgumentException().isThrownBy(() -> fields.put("odd", new Object()));
        assertThat(fields.toString()).isEqualTo("Fields[3]");
    }
}
