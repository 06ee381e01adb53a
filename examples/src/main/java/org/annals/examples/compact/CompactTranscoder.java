package org.annals.examples.compact;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Transcoder;
import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns records into few bytes and back: the number of their components, and the values in order,
 * without names.
 *
 * <p>Components are {@link Scalar}s, records, constants of enums by their names, and lists and
 * optionals of those. Since there are no names, it is no {@link
 * org.annals.persistence.TreeTranscoder}: upcasters lead from old records to new ones, and there is
 * no personal data. Immutable; may be shared between threads.
 */
public final class CompactTranscoder implements Transcoder {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_BYTES = 64 << 20;

    @Override
    public byte[] encode(Object object) {
        var bytes = new ByteArrayOutputStream();
        var at = new Place(requireNonNull(object, "object").getClass(), "", 0);
        try {
            write(object, at, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("An array cannot be written.", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        var at = new Place(requireNonNull(type, "type"), "", 0);
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length > MAX_BYTES) {
            throw at.malformed();
        }
        try {
            Object decoded = read(at, in);
            if (in.hasRemaining()) {
                throw at.malformed();
            }
            return type.cast(decoded);
        } catch (BufferUnderflowException e) {
            throw at.malformed();
        }
    }

    private static void write(@Nullable Object value, Place at, DataOutputStream out)
            throws IOException {
        if (value == null) {
            throw at.refused("is null");
        }
        Class<?> type = at.type();
        Scalar<?> scalar = Scalar.ALL.get(type);
        if (scalar != null) {
            scalar.write(value, at, out);
        } else if (value instanceof Enum<?> constant && type.isEnum()) {
            Scalar.TEXT.write(constant.name(), at, out);
        } else if (value instanceof Record && type == value.getClass()) {
            RecordComponent[] components = type.getRecordComponents();
            out.writeByte(components.length);
            for (RecordComponent each : components) {
                write(Reflected.component(each, value), at.component(each), out);
            }
        } else if (value instanceof List<?> list && type == List.class) {
            out.writeInt(list.size());
            for (int i = 0; i < list.size(); i++) {
                write(list.get(i), at.element(i), out);
            }
        } else if (value instanceof Optional<?> optional && type == Optional.class) {
            out.writeByte(optional.isPresent() ? 1 : 0);
            if (optional.isPresent()) {
                write(optional.get(), at.element(0), out);
            }
        } else {
            throw at.refused("cannot be encoded");
        }
    }

    private static Object read(Place at, ByteBuffer in) {
        Class<?> type = at.type();
        Scalar<?> scalar = Scalar.ALL.get(type);
        if (scalar != null) {
            return scalar.read(at, in);
        } else if (type.isEnum()) {
            return Reflected.constant(type, Scalar.TEXT.read(at, in)).orElseThrow(at::malformed);
        } else if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            if (Byte.toUnsignedInt(in.get()) != components.length) {
                throw at.malformed();
            }
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(at.component(components[i]), in);
            }
            return Reflected.made(type, components, values);
        } else if (type == List.class) {
            int size = in.getInt();
            // Each element takes a byte at least, so that no number makes much of little.
            if (size < 0 || size > in.remaining()) {
                throw at.malformed();
            }
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(read(at.element(i), in));
            }
            return list;
        } else if (type == Optional.class) {
            return switch (in.get()) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(read(at.element(0), in));
                default -> throw at.malformed();
            };
        }
        throw at.refused("cannot be decoded");
    }

    /** Where in an object a value stands, and what it is declared to be. */
    record Place(Type declared, String path, int depth) {
        Place {
            if (depth > MAX_DEPTH) {
                throw new TranscodingException(
                        "More than %d levels cannot be encoded.".formatted(MAX_DEPTH), null);
            }
        }

        Class<?> type() {
            return switch (declared) {
                case Class<?> known -> known;
                case ParameterizedType generic -> (Class<?>) generic.getRawType();
                default -> Object.class;
            };
        }

        Place component(RecordComponent each) {
            String name = path.isEmpty() ? each.getName() : path + "." + each.getName();
            return new Place(each.getGenericType(), name, depth + 1);
        }

        Place element(int index) {
            Type argument =
                    declared instanceof ParameterizedType generic
                            ? generic.getActualTypeArguments()[0]
                            : Object.class;
            return new Place(argument, "%s[%d]".formatted(path, index), depth + 1);
        }

        TranscodingException refused(String why) {
            return new TranscodingException(
                    "'%s', of type %s, %s. Change the component, or use another transcoder."
                            .formatted(path, declared.getTypeName(), why),
                    null);
        }

        TranscodingException malformed() {
            return new TranscodingException(
                    "What is stored is no %s at '%s'. If the class has changed, give it a new version and an upcaster."
                            .formatted(declared.getTypeName(), path),
                    null);
        }
    }
}
