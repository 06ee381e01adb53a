package org.annals.persistence;

/** Checks of numbers at the door. */
final class Positions {
    private Positions() {}

    static long requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "'%s' is %d, but it cannot be below 0.".formatted(what, value));
        }
        return value;
    }
}
