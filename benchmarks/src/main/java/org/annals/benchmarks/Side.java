package org.annals.benchmarks;

/**
 * One of those that are compared.
 *
 * @param name what the table calls it
 * @param role what the figures of others are divided by, or not
 */
record Side(String name, Role role, Round round) {
    /** What a side is compared for. */
    enum Role {
        MEASURED,
        YARDSTICK
    }

    /** A turn of a side. */
    @FunctionalInterface
    interface Round {
        /**
         * Works for about so long, and checks what came of it.
         *
         * @throws IllegalStateException if the result is wrong
         */
        Sample run(Stopwatch watch) throws Exception;
    }

    static Side measured(String name, Round round) {
        return new Side(name, Role.MEASURED, round);
    }

    static Side yardstick(String name, Round round) {
        return new Side(name, Role.YARDSTICK, round);
    }

    boolean isYardstick() {
        return role == Role.YARDSTICK;
    }
}
