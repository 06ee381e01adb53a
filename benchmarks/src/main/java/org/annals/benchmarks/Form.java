package org.annals.benchmarks;

import java.util.Locale;

/** What is made of an event that is read. */
enum Form {
    /** Bytes in an envelope. */
    STORED,
    /** The user's value in an envelope. */
    DECODED;

    /** Returns the name of a side that makes this of what it reads. */
    String named(String reading) {
        return this == STORED ? reading : reading + ", decode";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
