package org.annals.jackson;

import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;

import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Annotations of Jackson's are followed where what they write is what they read. */
final class AnnotatedTypeTest {
    record Renamed(@JsonProperty("n") @JsonAlias("old") String name) {}

    record Email(@JsonValue String address) {}

    record Cents(@JsonValue long amount) {}

    record Price(@JsonValue BigDecimal amount) {}

    record Total(@JsonValue BigInteger amount) {}

    record Share(@JsonValue double of) {}

    record Opened(@JsonValue Instant at) {}

    record Names(@JsonValue List<String> names) {}

    record Any(@JsonValue Number number) {}

    record Valued(
            Email email,
            Cents cents,
            Price price,
            Total total,
            Share share,
            Opened opened,
            Names names,
            Map<Email, Price> prices) {}

    record OfAny(@Nullable Any any) {}

    /** A class that says how it is made, and of which everything is written. */
    static final class Point {
        private final int x;
        private final int y;

        @JsonCreator
        Point(@JsonProperty("x") int x, @JsonProperty("y") int y) {
            this.x = x;
            this.y = y;
        }

        public int getX() {
            return x;
        }

        public int getY() {
            return y;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Point point && point.x == x && point.y == y;
        }

        @Override
        public int hashCode() {
            return Objects.hash(x, y);
        }
    }

    record At(Point point) {}

    /** A class that says how it is made, and of which something is not written. */
    static final class Hidden {
        private final int x;

        @JsonCreator
        Hidden(@JsonProperty("x") int x, @JsonProperty("y") int y) {
            this.x = x + y;
        }

        public int getX() {
            return x;
        }
    }

    record OfHidden(@Nullable Hidden hidden) {}

    record MayBeAbsent(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> note) {}

    record Ignored(@JsonIgnore @Nullable String value, String other) {}

    @JsonIgnoreProperties("value")
    record IgnoredByClass(@Nullable String value, String other) {}

    record Surplus(String other) {
        @JsonProperty
        String value() {
            return other;
        }
    }

    record AsText(@JsonFormat(shape = JsonFormat.Shape.STRING) int value) {}

    record AsMillis(@JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) @Nullable Instant value) {}

    record ShortYear(@JsonFormat(pattern = "dd.MM.yy") @Nullable LocalDate value) {}

    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    enum Level {
        LOW
    }

    record OfLevel(@Nullable Level value) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Row(int first) {}

    record OfRow(@Nullable Row value) {}

    record Raw(@JsonRawValue @Nullable String value) {}

    record Unwrapped(@JsonUnwrapped @Nullable Email value) {}

    record WrittenOnly(@JsonSerialize(using = ToStringSerializer.class) int value) {}

    record BothWays(
            @JsonSerialize(using = ToStringSerializer.class)
                    @JsonDeserialize(using = StringDeserializer.class)
                    @Nullable Object value) {}

    record RequiredButLeftOut(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String other, String value) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AllLeftOut(String value) {}

    record EmptyLeftOut(@JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> value) {}

    record DefaultLeftOut(@JsonInclude(JsonInclude.Include.NON_DEFAULT) int value) {}

    record EntriesLeftOut(
            @JsonInclude(content = JsonInclude.Include.NON_NULL)
                    @Nullable Map<String, String> value) {}

    record Rest(@JsonAnySetter @JsonAnyGetter @Nullable Map<String, String> value) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Loaded {}

    record OfLoaded(@Nullable List<Loaded> value) {}

    record OfNamedClass(@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) @Nullable Email value) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Blob.class, name = "blob")
    })
    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Blob(@Nullable Object what) implements Shape {}

    record Drawn(@Nullable Shape value) {}

    @Test
    void whatIsReadAsItIsWrittenIsAllowed() {
        assertRoundTrip(new Renamed("x"));
        assertRoundTrip(new At(new Point(1, 2)));
        assertRoundTrip(new MayBeAbsent(null, Optional.empty()));
        assertThat(Json.of(new MayBeAbsent(null, Optional.empty()))).isEqualTo("{}");
        assertRoundTrip(new BothWays("x"));
    }

    @Test
    void aRecordMayBeWrittenAsItsOneComponent() {
        var valued =
                new Valued(
                        new Email("a@b"),
                        new Cents(Long.MIN_VALUE),
                        new Price(new BigDecimal("1.10")),
                        new Total(BigInteger.TEN.pow(40)),
                        new Share(-0.0),
                        new Opened(Instant.MAX),
                        new Names(List.of("a", "b")),
                        Map.of(new Email("c@d"), new Price(new BigDecimal("2E+30"))));

        assertThat(Json.of(valued)).startsWith("{\"email\":\"a@b\"").contains("\"price\":1.10");
        assertRoundTrip(valued);
        assertRefused(new OfAny(null), "'any' is of type java.lang.Number");
    }

    @Test
    void aComponentThatIsNotWrittenIsRefused() {
        assertRefused(new Ignored(null, "x"), "'value'");
        assertRefused(new IgnoredByClass(null, "x"), "'value'");
        assertRefused(new Rest(null), "'value'");
        assertRefused(new OfHidden(null), "'hidden.y'");
    }

    @Test
    void aPropertyThatIsNotReadIsRefused() {
        assertRefused(new Surplus("x"), "'value'");
    }

    @Test
    void anotherFormIsRefused() {
        assertRefused(new AsText(1), "'value'");
        assertRefused(new AsMillis(null), "'value'");
        assertRefused(new ShortYear(null), "'value'");
        assertRefused(new OfLevel(null), "'value'");
        assertRefused(new OfRow(null), "'value'");
        assertRefused(new Raw(null), "'value'");
        assertRefused(new Unwrapped(null), "'value'");
        assertRefused(new WrittenOnly(1), "'value'");
    }

    @Test
    void aComponentThatIsSometimesMissedIsRefused() {
        assertRefused(new AllLeftOut("x"), "'value'");
        assertRefused(new EmptyLeftOut(null), "'value'");
        assertRefused(new DefaultLeftOut(1), "'value'");
        assertRefused(new EntriesLeftOut(null), "'value'");
        assertRoundTrip(new RequiredButLeftOut(null, "x"));
    }

    @Test
    void namesOfClassesAreRefused() {
        assertRefused(new OfLoaded(null), "'value[]'");
        assertRefused(new OfNamedClass(null), "'value'");
    }

    @Test
    void everyNamedTypeIsLookedThrough() {
        assertRefused(new Drawn(new Circle(1)), "'value.what' is of type java.lang.Object");
    }

    private static void assertRefused(Object object, String path) {
        assertThatExceptionOfType(TranscodingException.class)
                .as(object.toString())
                .isThrownBy(() -> Json.of(object))
                .withMessageContaining(path)
                .withMessageStartingWith(object.getClass().getName())
                .withNoCause();
        assertThatExceptionOfType(TranscodingException.class)
                .as(object.toString())
                .isThrownBy(() -> Json.decode("{}", object.getClass()))
                .withMessageContaining(path);
    }
}
