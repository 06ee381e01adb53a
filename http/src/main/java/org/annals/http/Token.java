package org.annals.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;

/** What a client shows a server, and nobody else sees. Immutable; never printed. */
final class Token {
    static final String FORM = "16 to 1024 visible ASCII characters without spaces";

    private static final int SHORTEST = 16;
    private static final int LONGEST = 1024;
    private static final String SCHEME = "Bearer ";

    private final String header;

    private Token(String text) {
        this.header = SCHEME + text;
    }

    /**
     * @throws ConfigurationException if it is too short, too long, or cannot stand in a header
     */
    static Token of(String text) {
        if (!isWellFormed(text)) {
            throw new ConfigurationException(
                    "A token should be %s; its value is not shown, being a secret."
                            .formatted(FORM));
        }
        return new Token(text);
    }

    static boolean isWellFormed(String text) {
        return text.length() >= SHORTEST
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Returns the value of the header that shows it. */
    String header() {
        return header;
    }

    /** Returns whether a header shows it, in a time that tells nothing of where it does not. */
    boolean isShownBy(@Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(header.getBytes(UTF_8), shown.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Token[***]";
    }
}
