package org.annals.examples.guide;

// @start region="transcoder"
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.persistence.Transcoder;
import org.annals.persistence.TranscodingException;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** The events of dogs as the length of a text, and the text. */
final class DogTranscoder implements Transcoder {
    @Override
    public byte[] encode(Object object) {
        return switch (requireNonNull(object, "object")) {
            case Dog.Event.Registered(var name) -> bytes(name, "name");
            case Dog.Event.TrickAdded(var trick) -> bytes(trick, "trick");
            default -> throw unknown(object.getClass());
        };
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        if (requireNonNull(type, "type") == Dog.Event.Registered.class) {
            return type.cast(new Dog.Event.Registered(text(bytes)));
        }
        if (type == Dog.Event.TrickAdded.class) {
            return type.cast(new Dog.Event.TrickAdded(text(bytes)));
        }
        throw unknown(type);
    }

    private static byte[] bytes(String text, String path) {
        try {
            // Not getBytes(UTF_8), which makes a question mark of half a character.
            ByteBuffer utf8 = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return ByteBuffer.allocate(4 + utf8.remaining())
                    .putInt(utf8.remaining())
                    .put(utf8)
                    .array();
        } catch (CharacterCodingException e) {
            throw new TranscodingException("'%s' is no text of Unicode.".formatted(path), null);
        }
    }

    private static String text(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        if (in.remaining() < 4 || in.getInt() != in.remaining()) {
            throw new TranscodingException("The event was cut, or something follows it.", null);
        }
        try {
            return UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new TranscodingException("The event is not in UTF-8.", null);
        }
    }

    private static TranscodingException unknown(Class<?> type) {
        return new TranscodingException("%s is no event of dogs.".formatted(type.getName()), null);
    }
}
// @end
