package org.annals.testkit.simulation;

/**
 * What a system goes through in one run. Immutable; printed as it is written in code.
 *
 * <p>Appends are counted from 1, those of followers alone, over all applications of the system.
 */
public sealed interface Ordeal {
    /** One process that never fails, and follows after each command at once. */
    record None() implements Ordeal {
        @Override
        public String toString() {
            return "Ordeal.none()";
        }
    }

    /** The same, where the process crashes before an append, and is started again. */
    record CrashBefore(int append) implements Ordeal {
        @Override
        public String toString() {
            return "Ordeal.crashBefore(%d)".formatted(append);
        }
    }

    /** The same, where it crashes after an append has committed, and before it hears of it. */
    record CrashAfter(int append) implements Ordeal {
        @Override
        public String toString() {
            return "Ordeal.crashAfter(%d)".formatted(append);
        }
    }

    /** One to three processes that compete, and whatever a seed makes of them. */
    record Seed(long seed) implements Ordeal {
        @Override
        public String toString() {
            return "Ordeal.seed(%d)".formatted(seed);
        }
    }

    /** Returns the ordeal in which nothing is done. */
    static Ordeal none() {
        return new None();
    }

    /** Returns the ordeal with a crash before an append: what it would have stored is lost. */
    static Ordeal crashBefore(int append) {
        return new CrashBefore(append);
    }

    /** Returns the ordeal with a crash after an append: its reply is lost. */
    static Ordeal crashAfter(int append) {
        return new CrashAfter(append);
    }

    /** Returns the ordeal of a seed. Equal seeds do the same. */
    static Ordeal seed(long seed) {
        return new Seed(seed);
    }
}
