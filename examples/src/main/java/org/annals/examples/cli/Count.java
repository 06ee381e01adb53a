package org.annals.examples.cli;

/** Numbers with what is counted. */
final class Count {
    private Count() {}

    /** Returns a number and a noun, in the plural unless it is one. */
    static String of(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
