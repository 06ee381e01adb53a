package org.annals.examples.selftest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Random;

/**
 * Something that goes wrong, at once or for a while. Immutable.
 *
 * @param name as it is counted
 * @param longest how long it lasts at most
 * @param beginning lets it begin, and returns how it ends
 */
public record Fault(String name, Duration longest, Beginning beginning) {
    /** How a fault begins. */
    @FunctionalInterface
    public interface Beginning {
        /** Lets it begin, and returns how it ends. */
        Ending begin(Random random) throws Exception;
    }

    /** How a fault ends. */
    @FunctionalInterface
    public interface Ending {
        /** Lets it end, and returns whether it has met anybody. */
        boolean end() throws Exception;
    }

    /** What happens at once. */
    @FunctionalInterface
    public interface Blow {
        /** Lets it happen. */
        void strike(Random random) throws Exception;
    }

    public Fault {
        requireNonNull(name, "name");
        requireNonNull(longest, "longest");
        requireNonNull(beginning, "beginning");
    }

    /** Returns a fault that is over at once. */
    public static Fault sudden(String name, Blow blow) {
        return new Fault(
                name,
                Duration.ZERO,
                random -> {
                    blow.strike(random);
                    return () -> true;
                });
    }
}
