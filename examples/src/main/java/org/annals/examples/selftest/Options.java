package org.annals.examples.selftest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a selftest is to do. Immutable.
 *
 * @param duration how long it hunts
 * @param seed of all that is random
 * @param schema the name of a schema that is not there yet
 * @param atEnd what becomes of the schema if nothing is found
 * @param folder where evidence is left
 * @param more what goes wrong beside the usual
 */
public record Options(
        Database database,
        Duration duration,
        long seed,
        String schema,
        AtEnd atEnd,
        Path folder,
        List<Fault> more) {
    /** What becomes of a schema in which nothing wrong was found. */
    public enum AtEnd {
        /** It is dropped. */
        DROP,
        /** It is kept. */
        KEEP
    }

    /** Copies the list. */
    public Options {
        more = List.copyOf(more);
    }

    /** Returns the name of a schema that nobody is likely to have. */
    public static String schemaFor(long number) {
        return "annals_selftest_" + Long.toString(number & Long.MAX_VALUE, Character.MAX_RADIX);
    }
}
