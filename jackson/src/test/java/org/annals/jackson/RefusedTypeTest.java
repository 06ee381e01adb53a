package org.annals.jackson;

import static org.annals.jackson.Json.TRANSCODER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.TranscodingException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedCollection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A type that would be read back otherwise is not written, and not read either (TRA-4, F49, F50).
 */
@SuppressWarnings("ArrayRecordComponent")
final class RefusedTypeTest {
    record OfObject(@Nullable Object value) {}

    record OfNumber(@Nullable Number value) {}

    record OfCharSequence(@Nullable CharSequence value) {}

    record OfSerializable(@Nullable Serializable value) {}

    record OfEnum(@Nullable Enum<?> value) {}

    record OfClass(@Nullable Class<?> value) {}

    record OfCollection(@Nullable Collection<String> value) {}

    record OfIterable(@Nullable Iterable<String> value) {}

    record OfSequence(@Nullable SequencedCollection<String> value) {}

    record OfDeque(@Nullable Deque<String> value) {}

    record OfSortedSet(@Nullable SortedSet<String> value) {}

    record OfSortedMap(@Nullable SortedMap<String, String> value) {}

    record OfEntry(Map.@Nullable Entry<String, String> value) {}

    record OfInts(int @Nullable [] value) {}

    record OfDoubles(double @Nullable [] value) {}

    record OfStrings(String @Nullable [] value) {}

    record OfStringBuilder(@Nullable StringBuilder value) {}

    record OfBitSet(@Nullable BitSet value) {}

    record OfDate(@Nullable Date value) {}

    record OfTimeZone(@Nullable TimeZone value) {}

    record OfPattern(@Nullable Pattern value) {}

    record OfFile(@Nullable File value) {}

    record OfPath(@Nullable Path value) {}

    record OfUrl(@Nullable URL value) {}

    record OfInetAddress(@Nullable InetAddress value) {}

    record OfAtomicInteger(@Nullable AtomicInteger value) {}

    record OfAtomicReference(@Nullable AtomicReference<String> value) {}

    record OfThrowable(@Nullable Throwable value) {}

    record OfNode(@Nullable JsonNode value) {}

    /** Can be made, but has no way to its second field. */
    static final class Half {
        private int first;
        private int second;

        Half() {
            this(0, 0);
        }

        Half(int first, int second) {
            this.first = first;
            this.second = second;
        }

        public int getFirst() {
            return first;
        }

        public void setFirst(int first) {
            this.first = first + second - second;
        }
    }

    record OfPlainClass(@Nullable Half value) {}

    record InList(@Nullable List<Map<String, Number>> value) {}

    record InOptional(Optional<Object> value) {}

    record InUnknown(@Nullable List<?> value) {}

    record OfNumbers<N extends Number>(@Nullable N value) {}

    record InGeneric(@Nullable OfNumbers<?> outer) {}

    record TwiceOptional(Optional<Optional<String>> value) {}

    record OptionalNumber(@Nullable List<Optional<OptionalInt>> value) {}

    record Name(String first) {}

    record KeyedByRecord(@Nullable Map<Name, String> value) {}

    record KeyedByBytes(@Nullable Map<byte[], String> value) {}

    record KeyedByNumber(@Nullable Map<Number, String> value) {}

    record KeyedByClass(@Nullable Map<Class<?>, String> value) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                OfObject.class,
                OfNumber.class,
                OfCharSequence.class,
                OfSerializable.class,
                OfEnum.class,
                OfClass.class,
                OfCollection.class,
                OfIterable.class,
                OfSequence.class,
                OfDeque.class,
                OfSortedSet.class,
                OfSortedMap.class,
                OfEntry.class,
                OfInts.class,
                OfDoubles.class,
                OfStrings.class,
                OfStringBuilder.class,
                OfBitSet.class,
                OfDate.class,
                OfTimeZone.class,
                OfPattern.class,
                OfFile.class,
                OfPath.class,
                OfUrl.class,
                OfInetAddress.class,
                OfAtomicInteger.class,
                OfAtomicReference.class,
                OfThrowable.class,
                OfNode.class,
                OfPlainClass.class
            })
    void aTypeThatDoesNotSayWhatToReadBackIsRefused(Class<?> type) throws Exception {
        Class<?> component = type.getRecordComponents()[0].getType();

        assertRefused(type, "'value' is of type " + component.getName());
    }

    @Test
    void suchTypesAreFoundAtAnyDepth() throws Exception {
        assertRefused(InList.class, "'value[][]' is of type java.lang.Number");
        assertRefused(InOptional.class, "'value[]' is of type java.lang.Object");
        assertRefused(InUnknown.class, "'value[]' is of type java.lang.Object");
        assertRefused(InGeneric.class, "'outer.value' is of type java.lang.Number");
        assertRefused(OfNumbers.class, "'value' is of type java.lang.Number");
    }

    @Test
    void anOptionalInAnOptionalIsRefused() throws Exception {
        assertRefused(TwiceOptional.class, "'value' is an Optional in an Optional");
        assertRefused(OptionalNumber.class, "'value[]' is an Optional in an Optional");
    }

    @Test
    void keysThatAreReadOtherwiseThanWrittenAreRefused() throws Exception {
        assertRefused(KeyedByRecord.class, "'value[key]' is of type " + Name.class.getName());
        assertRefused(KeyedByBytes.class, "'value[key]' is of type [B");
        assertRefused(KeyedByNumber.class, "'value[key]' is of type java.lang.Number");
        assertRefused(KeyedByClass.class, "'value[key]' is of type java.lang.Class");
    }

    @Test
    void noClassIsLoadedForAName() {
        String name = Watched.class.getName();

        assertNotDecoded("{\"value\":\"%s\"}".formatted(name), OfClass.class);
        assertNotDecoded("{\"value\":{\"%s\":\"x\"}}".formatted(name), KeyedByClass.class);
        assertThat(Loaded.WATCHED).isEmpty();
    }

    @Test
    void whatAModuleReadsIsNotRefused() {
        var files =
                new SimpleModule("files")
                        .addSerializer(File.class, new FileWriter())
                        .addDeserializer(File.class, new FileReader())
                        .addDeserializer(Number.class, new ExactNumber());
        var transcoder = JsonTranscoder.with(files);

        Json.assertRoundTrip(transcoder, new OfFile(new File("a/b")));
        Json.assertRoundTrip(transcoder, new OfNumber(new BigDecimal("1.10")));
    }

    private static void assertRefused(Class<?> type, String reason) throws Exception {
        var constructor = type.getDeclaredConstructors()[0];
        Object nothing =
                constructor.newInstance(
                        constructor.getParameterTypes()[0] == Optional.class
                                ? Optional.empty()
                                : null);
        assertRefused(() -> TRANSCODER.encode(nothing), type, reason);
        assertRefused(() -> TRANSCODER.decode("{}".getBytes(UTF_8), type), type, reason);
    }

    private static void assertRefused(ThrowingCallable call, Class<?> type, String reason) {
        assertThatExceptionOfType(TranscodingException.class)
                .as(type.getName())
                .isThrownBy(call)
                .withMessageStartingWith(type.getName())
                .withMessageContaining(reason)
                .withNoCause();
    }

    private static void assertNotDecoded(String json, Class<?> type) {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.decode(json, type));
    }

    /** What was initialized that should not have been. */
    private static final class Loaded {
        static final List<String> WATCHED = new CopyOnWriteArrayList<>();

        private Loaded() {}
    }

    static final class Watched {
        static {
            Loaded.WATCHED.add("loaded");
        }

        private Watched() {}
    }

    private static final class FileWriter extends ValueSerializer<File> {
        @Override
        public void serialize(File file, JsonGenerator json, SerializationContext context) {
            json.writeString(file.getPath());
        }
    }

    private static final class FileReader extends ValueDeserializer<File> {
        @Override
        public File deserialize(JsonParser json, DeserializationContext context) {
            return new File(json.getString());
        }
    }

    private static final class ExactNumber extends ValueDeserializer<Number> {
        @Override
        public Number deserialize(JsonParser json, DeserializationContext context) {
            return json.getDecimalValue();
        }
    }
}
