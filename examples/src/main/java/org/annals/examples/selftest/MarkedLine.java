package org.annals.examples.selftest;

import java.util.Optional;

/**
 * Lines that end with a mark, so that one that a writers' process was killed in the midst of is not
 * taken for a shorter one. Stateless.
 */
final class MarkedLine {
    private static final String MARK = " .";

    private MarkedLine() {}

    /** Returns a line with its mark. */
    static String of(String line) {
        return line + MARK;
    }

    /** Returns a line without its mark, or empty if it has none. */
    static Optional<String> parse(String marked) {
        return marked.endsWith(MARK)
                ? Optional.of(marked.substring(0, marked.length() - MARK.length()))
                : Optional.empty();
    }
}
