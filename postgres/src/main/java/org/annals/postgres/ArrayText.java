package org.annals.postgres;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * Lists of text as array literals of PostgreSQL
 * (postgresql.org/docs/current/arrays.html#ARRAYS-IO), for arrays in arrays that are not
 * rectangular. Stateless.
 */
final class ArrayText {
    private static final String EMPTY = "{}";

    private ArrayText() {}

    /** Returns the literal. */
    static String of(Collection<String> texts) {
        if (texts.isEmpty()) {
            return EMPTY;
        }
        StringBuilder literal = new StringBuilder("{");
        for (String text : texts) {
            literal.append(literal.length() == 1 ? "\"" : ",\"");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') {
                    literal.append('\\');
                }
                literal.append(c);
            }
            literal.append('"');
        }
        return literal.append('}').toString();
    }

    /** Returns the literal, or null for no text. */
    static @Nullable String orNull(Collection<String> texts) {
        return texts.isEmpty() ? null : of(texts);
    }
}
