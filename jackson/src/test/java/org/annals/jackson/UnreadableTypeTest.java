package org.annals.jackson;

import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What could not be read back is not written (TRA-4), unless a module says how (TRA-3). */
final class UnreadableTypeTest {
    /** A value that no mapper can guess. */
    static final class Point {
        private final int x;
        private final int y;

        Point(int x, int y) {
            this.x = x;
            this.y = y;
        }

        public int getX() {
            return x;
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

    interface Open {}

    record Anything(Object value) {}

    record Opened(Map<String, List<Open>> opened) {}

    record Marked(Optional<Point> point) {}

    record Line(List<Point> points, Marked start) {}

    record Keyed(Map<Point, String> names) {}

    record Running(Thread thread) {}

    private static final JacksonModule POINTS =
            new SimpleModule("points")
                    .addSerializer(Point.class, new PointWriter())
                    .addDeserializer(Point.class, new PointReader());

    private static final class PointWriter extends StdSerializer<Point> {
        PointWriter() {
            super(Point.class);
        }

        @Override
        public void serialize(Point point, JsonGenerator json, SerializationContext context) {
            json.writeString(point.x + "/" + point.y);
        }
    }

    private static final class PointReader extends StdDeserializer<Point> {
        PointReader() {
            super(Point.class);
        }

        @Override
        public Point deserialize(JsonParser json, DeserializationContext context) {
            List<String> parts = List.of(json.getString().split("/", 2));
            return new Point(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
        }
    }

    @Test
    void theTypeAndThePathToItAreNamed() {
        assertNotEncoded(new Anything("x"), "'value'", "java.lang.Object");
        assertNotEncoded(new Opened(Map.of()), "'opened[][]'", Open.class.getName());
        assertNotEncoded(
                new Line(List.of(), new Marked(Optional.empty())),
                "'start.point[]'",
                Point.class.getName());
        assertNotEncoded(new Keyed(Map.of()), "'names[key]'", Point.class.getName());
        assertNotEncoded(new Running(Thread.currentThread()), "'thread'", "java.lang.Thread");
        assertNotEncoded(List.of(1), "'[]'", "java.lang.Object");
    }

    @Test
    void aModuleOfTheUsersMakesATypeKnownAtAnyDepth() {
        var transcoder = JsonTranscoder.with(POINTS);
        var line = new Line(List.of(new Point(1, 2)), new Marked(Optional.of(new Point(3, 4))));

        assertThat(transcoder.encode(line))
                .asString()
                .isEqualTo(
                        """
                        {"points":["1/2"],"start":{"point":"3/4"}}""");
        assertRoundTrip(transcoder, line);
    }

    @Test
    void theDefaultsStillHoldBesideAModule() {
        var transcoder = JsonTranscoder.with(POINTS);

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> transcoder.decode("{\"x\":1}".getBytes(UTF_8), Marked.class));
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> transcoder.encode(new Anything("x")));
    }

    @Test
    void whatAReaderOfTheUsersThrowsIsNotQuoted() {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(
                        () ->
                                JsonTranscoder.with(POINTS)
                                        .decode(
                                                "{\"point\":\"a/b\"}".getBytes(UTF_8),
                                                Marked.class))
                .withMessageContaining("'point'")
                .withNoCause();
    }

    @Test
    void aMapperOfTheUsersIsUsedAsItIs() {
        var transcoder = JsonTranscoder.of(JsonMapper.builder().build());

        assertThat(transcoder.encode(new Anything("x"))).asString().isEqualTo("{\"value\":\"x\"}");
        assertThat(transcoder.decode("{\"value\":1,\"more\":2}".getBytes(UTF_8), Anything.class))
                .isEqualTo(new Anything(1));
    }

    @Test
    void aClassOutOfReachHasItsRemedyInTheMessage() {
        record Hidden(int x) {}
        var transcoder =
                JsonTranscoder.of(
                        JsonMapper.builder()
                                .disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS)
                                .build());

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> transcoder.encode(new Hidden(1)))
                .withMessageContaining("open its package to tools.jackson.databind");
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> transcoder.decode("{\"x\":1}".getBytes(UTF_8), Hidden.class))
                .withMessageContaining("open its package to tools.jackson.databind")
                .withNoCause();
    }

    private static void assertNotEncoded(Object object, String... parts) {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.of(object))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts))
                .withMessageContaining(object.getClass().getName())
                .withNoCause();
    }
}
