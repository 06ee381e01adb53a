package org.annals.testkit.transcoding;

import static org.annals.testkit.transcoding.TranscoderMutant.ofBytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.TreeTranscoder;
import org.annals.testkit.transcoding.Shapes.Nested;
import org.annals.testkit.transcoding.Shapes.OfText;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Defects in turning objects into bytes and back. */
final class TranscoderMutants {
    private TranscoderMutants() {}

    static List<TranscoderMutant> all() {
        List<TranscoderMutant> all = new ArrayList<>(TreeMutants.all());
        all.addAll(ofEncoding());
        all.addAll(ofDecoding());
        all.addAll(ofMapping());
        return all;
    }

    private static List<TranscoderMutant> ofEncoding() {
        return List.of(
                ofBytes(
                        "rounds numbers",
                        "whatIsEncodedDecodesToAnEqualValue",
                        () ->
                                writing(
                                        BigDecimal.class,
                                        (json, number) ->
                                                json.writeNumber(number.stripTrailingZeros()))),
                ofBytes(
                        "remembers objects instead of encoding them",
                        "whatIsEncodedDecodesToAnEqualValue",
                        Remembering::new),
                ofBytes(
                        "encodes what it says that it does not",
                        "whatItDoesNotEncodeIsRefusedWithTypeAndPath",
                        Immodest::new),
                ofBytes(
                        "writes a type that it does not know as nothing",
                        "aTypeThatNobodyCanEncodeIsRefusedWithTypeAndPath",
                        () -> new OnRefusedObject("{}")),
                ofBytes(
                        "tells nothing of what it refuses",
                        "aTypeThatNobodyCanEncodeIsRefusedWithTypeAndPath",
                        () -> new OnRefusedObject(null)),
                ofBytes(
                        "writes half a character as a question mark",
                        "whatCouldNotBeReadBackAsItWasIsRefused",
                        () ->
                                writing(
                                        String.class,
                                        (json, text) ->
                                                json.writeString(
                                                        new String(text.getBytes(UTF_8), UTF_8)))),
                ofBytes("uses one array again", "theBytesAreTheCallersToKeep", Buffering::new),
                ofBytes("hands out what it keeps", "theBytesAreTheCallersToKeep", Caching::new),
                ofBytes("goes any depth down", "whatIsFarTooDeepIsRefused", Unbounded::new),
                ofBytes("writes and reads any length", "whatIsFarTooLongIsRefused", Unbounded::new),
                ofBytes("keeps an object in a field", "threadsMayShareIt", Shared::new),
                ofBytes("takes null for an object", "nullIsRefusedAtTheDoor", TakingNull::new));
    }

    private static List<TranscoderMutant> ofDecoding() {
        return List.of(
                ofBytes("wipes what it has read", "theBytesGivenAreOnlyRead", Wiping::new),
                ofBytes(
                        "mends what was cut",
                        "everyCutIsRefused",
                        () -> new OnRefusedBytes(TranscoderMutants::mended)),
                ofBytes(
                        "swallows what follows",
                        "trailingBytesAreRefused",
                        () -> new OnRefusedBytes(TranscoderMutants::shortened)),
                ofBytes(
                        "fails as its parser does",
                        "whateverTheBytesAreTheyAreAnObjectOrRefused",
                        () ->
                                new OnRefusedBytes(
                                        (bytes, type) -> {
                                            throw new IllegalStateException("malformed");
                                        })),
                ofBytes(
                        "makes null of what is malformed",
                        "whateverTheBytesAreTheyAreAnObjectOrRefused",
                        NullOnRefusal::new),
                ofBytes(
                        "ignores what is surplus",
                        "whatIsMissingOrSurplusIsRefused",
                        () -> new OnRefusedBytes(TranscoderMutants::withoutTheLast)),
                ofBytes(
                        "takes what is missing for null",
                        "whatIsMissingOrSurplusIsRefused",
                        () -> new OnRefusedBytes(TranscoderMutants::withNull)),
                ofBytes(
                        "takes a text for a number",
                        "nothingIsGuessed",
                        () -> new OnRefusedBytes(TranscoderMutants::withNumbers)),
                ofBytes("binds bytes to a class", "aClassMayMove", () -> new Naming(false)),
                ofBytes(
                        "lets bytes choose a class",
                        "bytesNeverChooseAClass",
                        () -> new Naming(true)),
                ofBytes(
                        "hides why an object was refused",
                        "whatAConstructorThrowsIsTheCause",
                        () ->
                                new OnRefusedBytes(
                                        (bytes, type) -> {
                                            throw new TranscodingException("refused", null);
                                        })),
                ofBytes(
                        "quotes what it cannot read",
                        "noMessageHasContent",
                        () ->
                                new OnRefusedBytes(
                                        (bytes, type) -> {
                                            String quoted = new String(bytes, ISO_8859_1);
                                            throw new TranscodingException(quoted, null);
                                        })));
    }

    private static List<TranscoderMutant> ofMapping() {
        return List.of(
                ofMapping("remembers events", "eventsAreStoredAndRead", Remembering::new),
                ofMapping(
                        "remembers what is packed",
                        "compressedAndEncryptedTheyAreReadAsTheyWere",
                        Remembering::new),
                ofMapping(
                        "remembers what is upcast",
                        "anUpcasterFromAnOldRecordToANewOneIsGivenTheOld",
                        Remembering::new),
                ofMapping("remembers states", "statesAreKeptAsSnapshots", Remembering::new),
                ofMapping(
                        "mends events that were cut",
                        "anEventThatWasCutOrLengthenedIsUnreadable",
                        () -> new OnRefusedBytes(TranscoderMutants::mended)));
    }

    private static TranscoderMutant ofMapping(
            String defect, String test, Supplier<TreeTranscoder> maker) {
        return new TranscoderMutant(defect, MappingContract.class, test, maker);
    }

    /** Returns JSON in which values of a type are written otherwise. */
    private static <T> TreeTranscoder writing(
            Class<T> type, BiConsumer<JsonGenerator, ? super T> writer) {
        return JsonTranscoder.with(
                new SimpleModule("mutant")
                        .addSerializer(
                                type,
                                new ValueSerializer<>() {
                                    @Override
                                    public void serialize(
                                            T value, JsonGenerator json, SerializationContext in) {
                                        writer.accept(json, value);
                                    }
                                }));
    }

    private static byte[] mended(byte[] bytes, Class<?> type) {
        return (new String(bytes, ISO_8859_1) + "}").getBytes(ISO_8859_1);
    }

    private static byte[] shortened(byte[] bytes, Class<?> type) {
        return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
    }

    private static byte[] withoutTheLast(byte[] bytes, Class<?> type) {
        Fields fields = JsonTranscoder.create().toFields(bytes);
        List<String> names = List.copyOf(fields.names());
        return JsonTranscoder.create().encodeFields(fields.remove(names.getLast()));
    }

    private static byte[] withNull(byte[] bytes, Class<?> type) {
        Fields fields = JsonTranscoder.create().toFields(bytes);
        for (var component : type.getRecordComponents()) {
            if (!fields.has(component.getName())) {
                fields.put(component.getName(), null);
            }
        }
        return JsonTranscoder.create().encodeFields(fields);
    }

    private static byte[] withNumbers(byte[] bytes, Class<?> type) {
        Fields fields = JsonTranscoder.create().toFields(bytes);
        for (String name : List.copyOf(fields.names())) {
            if (fields.get(name) instanceof String text && text.matches("\\d{1,9}")) {
                fields.put(name, new BigInteger(text));
            }
        }
        return JsonTranscoder.create().encodeFields(fields);
    }

    /** What to read in the place of bytes that were refused. */
    @FunctionalInterface
    private interface Mending {
        byte[] of(byte[] bytes, Class<?> type);
    }

    private static final class OnRefusedBytes extends AlmostJson {
        private final Mending mending;

        OnRefusedBytes(Mending mending) {
            this.mending = mending;
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            try {
                return super.decode(bytes, type);
            } catch (TranscodingException e) {
                return super.decode(mending.of(bytes, type), type);
            }
        }
    }

    private static final class OnRefusedObject extends AlmostJson {
        private final @Nullable String instead;

        OnRefusedObject(@Nullable String instead) {
            this.instead = instead;
        }

        @Override
        public byte[] encode(Object object) {
            try {
                return super.encode(object);
            } catch (TranscodingException e) {
                if (instead == null) {
                    throw new TranscodingException("cannot be encoded", null);
                }
                return instead.getBytes(UTF_8);
            }
        }
    }

    private static final class NullOnRefusal extends AlmostJson {
        @Override
        @SuppressWarnings("NullAway")
        public <T> T decode(byte[] bytes, Class<T> type) {
            try {
                return super.decode(bytes, type);
            } catch (TranscodingException e) {
                return null;
            }
        }
    }

    private static final class Remembering extends AlmostJson {
        private final Map<String, Object> remembered = new ConcurrentHashMap<>();

        @Override
        public byte[] encode(Object object) {
            String key = Integer.toString(remembered.size());
            remembered.put(key, object);
            return key.getBytes(UTF_8);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            Object found = remembered.get(new String(bytes, ISO_8859_1));
            return found == null ? super.decode(bytes, type) : type.cast(found);
        }
    }

    /** Says that it encodes no number with a fraction, and does. */
    private static final class Immodest extends AlmostJson implements Modest {
        @Override
        public Set<ValueKind> kinds() {
            return EnumSet.complementOf(EnumSet.of(ValueKind.REAL));
        }
    }

    private static final class Buffering extends AlmostJson {
        private final Map<Integer, byte[]> buffers = new HashMap<>();

        @Override
        public byte[] encode(Object object) {
            byte[] encoded = super.encode(object);
            byte[] buffer = buffers.computeIfAbsent(encoded.length, byte[]::new);
            System.arraycopy(encoded, 0, buffer, 0, encoded.length);
            return buffer;
        }
    }

    private static final class Caching extends AlmostJson {
        private final Map<Object, byte[]> cache = new HashMap<>();

        @Override
        public byte[] encode(Object object) {
            return cache.computeIfAbsent(object, super::encode);
        }
    }

    private static final class Unbounded extends AlmostJson {
        private final JsonTranscoder any =
                JsonTranscoder.of(
                        JsonMapper.builder(
                                        JsonFactory.builder()
                                                .streamReadConstraints(
                                                        StreamReadConstraints.builder()
                                                                .maxNestingDepth(Integer.MAX_VALUE)
                                                                .maxStringLength(Integer.MAX_VALUE)
                                                                .build())
                                                .streamWriteConstraints(
                                                        StreamWriteConstraints.builder()
                                                                .maxNestingDepth(Integer.MAX_VALUE)
                                                                .build())
                                                .build())
                                .build());

        private static boolean isUnbounded(Class<?> type) {
            return type == Nested.class || type == OfText.class;
        }

        @Override
        public byte[] encode(Object object) {
            return isUnbounded(object.getClass()) ? any.encode(object) : super.encode(object);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            return isUnbounded(type) ? any.decode(bytes, type) : super.decode(bytes, type);
        }
    }

    private static final class Shared extends AlmostJson {
        private volatile @Nullable Object object;

        @Override
        public byte[] encode(Object given) {
            object = given;
            byte[] encoded = super.encode(given);
            Object last = object;
            return last == null || last.equals(given) ? encoded : super.encode(last);
        }
    }

    private static final class TakingNull extends AlmostJson {
        @Override
        @SuppressWarnings("NullAway")
        public byte[] encode(@Nullable Object object) {
            return object == null ? "null".getBytes(UTF_8) : super.encode(object);
        }
    }

    private static final class Wiping extends AlmostJson {
        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            T decoded = super.decode(bytes, type);
            Arrays.fill(bytes, (byte) 0);
            return decoded;
        }
    }

    /** Writes the name of the class first. */
    private static final class Naming extends AlmostJson {
        private final boolean chooses;

        Naming(boolean chooses) {
            this.chooses = chooses;
        }

        @Override
        public byte[] encode(Object object) {
            String json = new String(super.encode(object), ISO_8859_1);
            return (object.getClass().getName() + json).getBytes(ISO_8859_1);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T decode(byte[] bytes, Class<T> type) {
            String text = new String(bytes, ISO_8859_1);
            int end = text.indexOf('{');
            String name = text.substring(0, Math.max(end, 0));
            byte[] json = text.substring(name.length()).getBytes(ISO_8859_1);
            if (!chooses) {
                if (!name.equals(type.getName())) {
                    throw new TranscodingException("another class", null);
                }
                return super.decode(json, type);
            }
            try {
                return (T) super.decode(json, Class.forName(name));
            } catch (ClassNotFoundException e) {
                throw new TranscodingException("no class", null);
            }
        }
    }
}
