package org.annals.examples.compact;

import org.annals.examples.compact.CompactTranscoder.Place;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A type whose values are written in one piece. */
record Scalar<T>(Class<T> type, Writer<T> writer, Reader<T> reader) {
    static final Scalar<String> TEXT = new Scalar<>(String.class, Scalar::writeText, Scalar::text);

    static final Map<Class<?>, Scalar<?>> ALL =
            List.of(
                            TEXT,
                            new Scalar<>(
                                    boolean.class,
                                    (value, at, out) -> out.writeByte(value ? 1 : 0),
                                    Scalar::truth),
                            new Scalar<>(
                                    int.class,
                                    (value, at, out) -> out.writeInt(value),
                                    (at, in) -> in.getInt()),
                            new Scalar<>(
                                    long.class,
                                    (value, at, out) -> out.writeLong(value),
                                    (at, in) -> in.getLong()),
                            new Scalar<>(
                                    UUID.class,
                                    (value, at, out) -> {
                                        out.writeLong(value.getMostSignificantBits());
                                        out.writeLong(value.getLeastSignificantBits());
                                    },
                                    (at, in) -> new UUID(in.getLong(), in.getLong())),
                            new Scalar<>(
                                    Instant.class,
                                    (value, at, out) -> {
                                        out.writeLong(value.getEpochSecond());
                                        out.writeInt(value.getNano());
                                    },
                                    Scalar::instant))
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Scalar::type, Function.identity()));

    /** Writes a value. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, Place at, DataOutputStream out) throws IOException;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Place at, ByteBuffer in);
    }

    @SuppressWarnings("unchecked")
    void write(Object value, Place at, DataOutputStream out) throws IOException {
        writer.write((T) value, at, out);
    }

    T read(Place at, ByteBuffer in) {
        return reader.read(at, in);
    }

    private static void writeText(String text, Place at, DataOutputStream out) throws IOException {
        ByteBuffer utf8;
        try {
            // Half a pair of surrogates would be read as a question mark.
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw at.refused("is no text of Unicode");
        }
        byte[] bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(Place at, ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw at.malformed();
        }
        ByteBuffer utf8 = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw at.malformed();
        }
    }

    private static boolean truth(Place at, ByteBuffer in) {
        return switch (in.get()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw at.malformed();
        };
    }

    private static Instant instant(Place at, ByteBuffer in) {
        long second = in.getLong();
        int nano = in.getInt();
        try {
            if (nano >= 0 && nano < 1_000_000_000) {
                return Instant.ofEpochSecond(second, nano);
            }
        } catch (DateTimeException e) {
            // Is none, as one with too many nanoseconds.
        }
        throw at.malformed();
    }
}
