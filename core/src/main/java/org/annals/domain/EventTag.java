package org.annals.domain;

import static java.util.Objects.requireNonNull;

/**
 * What an event concerns and is selected by: a {@code key:value} pair. Immutable.
 *
 * <p>Tags are compared code point by code point. The key ends at the first colon of the text, so
 * two different tags never have the same text.
 *
 * @param key not empty, without a colon
 * @param value any text, possibly empty
 */
public record EventTag(String key, String value) {
    /**
     * @throws IllegalArgumentException if the key is empty or has a colon, or if text cannot be
     *     stored
     */
    public EventTag {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        if (key.isEmpty() || key.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the key of a tag: a key is not empty and has no colon."
                            .formatted(key));
        }
        Text.requireStorable(key, "key of a tag");
        Text.requireStorable(value, "value of a tag");
    }

    /** Returns the tag of a key and a value. */
    public static EventTag of(String key, String value) {
        return new EventTag(key, value);
    }

    /**
     * Returns the tag that {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if there is no colon, or none after the first character
     */
    public static EventTag parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "'%s' is not a tag. Write it as key:value.".formatted(text));
        }
        return new EventTag(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns {@code key:value}. */
    @Override
    public String toString() {
        return key + ':' + value;
    }
}
