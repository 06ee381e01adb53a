package org.annals.jackson;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.TreeTranscoder;

import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.Consumer;

/**
 * Turns records into JSON and back, in the form that the package describes.
 *
 * {@snippet :
 * var transcoder = JsonTranscoder.with(new MoneyModule());
 * byte[] json = transcoder.encode(new TrickAdded("sit"));          // {"trick":"sit"}
 * TrickAdded event = transcoder.decode(json, TrickAdded.class);
 * }
 *
 * <p>Where no transcoder is handed over, {@link java.util.ServiceLoader} finds this one. Immutable;
 * may be shared between threads.
 */
public final class JsonTranscoder implements TreeTranscoder {
    private final ClassValue<ObjectReader> readers;
    private final ClassValue<ObjectWriter> writers;
    private final FieldsJson fields;

    /** Makes what {@link #create()} returns. {@link java.util.ServiceLoader} needs it. */
    public JsonTranscoder() {
        this(new JacksonModule[0]);
    }

    private JsonTranscoder(JacksonModule[] modules) {
        JsonMapper mapper = DefaultMapper.with(modules);
        Consumer<Class<?>> check = type -> DecodableTypes.require(mapper, type);
        this.readers = readers(mapper, check);
        this.writers = writers(mapper, check);
        this.fields = new FieldsJson(mapper);
    }

    private JsonTranscoder(JsonMapper mapper) {
        this.readers = readers(mapper, type -> {});
        this.writers = writers(mapper, type -> {});
        this.fields = new FieldsJson(mapper);
    }

    /** Returns a transcoder that needs no registration of types. */
    public static JsonTranscoder create() {
        return new JsonTranscoder();
    }

    /** Returns a transcoder that also knows the types of these modules, at any depth. */
    public static JsonTranscoder with(JacksonModule... modules) {
        return new JsonTranscoder(modules.clone());
    }

    /**
     * Returns a transcoder with a mapper of the caller's, used as it is: whether it is exact,
     * strict and bounded is the caller's responsibility.
     */
    public static JsonTranscoder of(JsonMapper mapper) {
        return new JsonTranscoder(requireNonNull(mapper, "mapper"));
    }

    @Override
    public byte[] encode(Object object) {
        Class<?> type = requireNonNull(object, "object").getClass();
        try {
            return writers.get(type).writeValueAsBytes(object);
        } catch (TranscodingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.onEncoding(type, e);
        }
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        requireNonNull(bytes, "bytes");
        requireNonNull(type, "type");
        T decoded;
        try {
            decoded = readers.get(type).readValue(bytes);
        } catch (TranscodingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.onDecoding(type, e);
        }
        if (decoded == null) {
            throw new TranscodingException(
                    "%s cannot be decoded: the JSON is null.".formatted(type.getName()), null);
        }
        return decoded;
    }

    @Override
    public Fields toFields(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        try {
            return fields.read(bytes);
        } catch (TranscodingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.onDecoding(Fields.class, e);
        }
    }

    @Override
    public byte[] encodeFields(Fields given) {
        requireNonNull(given, "fields");
        try {
            return fields.written(given);
        } catch (RuntimeException e) {
            throw Fault.onEncoding(Fields.class, e);
        }
    }

    private static ClassValue<ObjectReader> readers(JsonMapper mapper, Consumer<Class<?>> check) {
        return new ClassValue<>() {
            @Override
            protected ObjectReader computeValue(Class<?> type) {
                check.accept(type);
                return mapper.readerFor(type);
            }
        };
    }

    private static ClassValue<ObjectWriter> writers(JsonMapper mapper, Consumer<Class<?>> check) {
        return new ClassValue<>() {
            @Override
            protected ObjectWriter computeValue(Class<?> type) {
                check.accept(type);
                return mapper.writerFor(type);
            }
        };
    }
}
