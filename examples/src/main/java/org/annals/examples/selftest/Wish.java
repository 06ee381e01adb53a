package org.annals.examples.selftest;

import org.annals.persistence.AppendRequest;

/**
 * Something that a writer wants to have appended, and is not content before it knows what became of
 * it. Immutable.
 *
 * @param name by which parent and child speak of it
 */
record Wish(String name, Way way, AppendRequest request) {
    /** Returns the wish in a line without line breaks. */
    String toLine() {
        return "%s %s %s".formatted(name, way, RequestText.of(request));
    }

    static Wish parse(String line) {
        String[] words = line.split(" ", 3);
        return new Wish(words[0], Way.valueOf(words[1]), RequestText.parse(words[2]));
    }
}
