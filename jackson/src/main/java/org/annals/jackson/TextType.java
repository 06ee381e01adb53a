package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * A type whose values are text in JSON. Immutable.
 *
 * @param reader returns the value, or null if no value is written in this way
 */
record TextType<T>(
        Class<T> type, Function<String, @Nullable T> reader, Function<T, String> writer) {
    /** Returns a type of which a text is only read if it is the one that would be written. */
    static <T> TextType<T> exact(
            Class<T> type, Function<String, T> parser, Function<T, String> writer) {
        return new TextType<>(
                type,
                text -> {
                    T value = parser.apply(text);
                    return writer.apply(value).equals(text) ? value : null;
                },
                writer);
    }

    /** Returns the value that is written in this way, or null if there is none. */
    @Nullable T read(String text) {
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            // Parsers of the JDK have many ways to refuse, and all of them quote the text.
            return null;
        }
    }
}
