package org.annals.recording;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come, with a deadline. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    /** Waits until a condition holds. */
    public static void await(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > DEADLINE.toNanos()) {
                throw new AssertionError("It did not come within %s.".formatted(DEADLINE));
            }
            Thread.onSpinWait();
        }
    }
}
