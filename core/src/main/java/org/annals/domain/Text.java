package org.annals.domain;

import static java.util.Objects.requireNonNull;

/**
 * What text may be kept: ids, names, tags and metadata are stored code point by code point, so text
 * that one of the recorders could not keep unchanged is refused by all. Immutable.
 */
public final class Text {
    private Text() {}

    /**
     * Returns the text if every recorder can keep it.
     *
     * @param what what the text is, for the message
     * @throws IllegalArgumentException if it holds U+0000 or an unpaired surrogate
     */
    public static String requireStorable(String text, String what) {
        requireNonNull(text, what);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refused(what, i, "U+0000");
            }
            if (Character.isSurrogate(c)) {
                boolean paired =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw refused(what, i, "an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }

    /** Returns the number of bytes that the text takes in UTF-8, if it is storable. */
    public static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A pair of surrogates takes four bytes: two for each half.
                length += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return length;
    }

    /**
     * Compares two texts code point by code point, which is the order of their bytes in UTF-8 and
     * so that of every recorder; {@link String#compareTo} has another where there are surrogates.
     */
    public static int compare(String one, String other) {
        int end = Math.min(one.length(), other.length());
        for (int i = 0; i < end; i++) {
            char c = one.charAt(i);
            char d = other.charAt(i);
            if (c != d) {
                boolean isSurrogate = Character.isSurrogate(c);
                if (isSurrogate == Character.isSurrogate(d)) {
                    return Character.compare(c, d);
                }
                return isSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static IllegalArgumentException refused(String what, int index, String found) {
        return new IllegalArgumentException(
                "The %s has %s at index %d, which not every database can keep. Leave it out."
                        .formatted(what, found, index));
    }
}
