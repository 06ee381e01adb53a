package org.annals.testkit.scenario;

import org.annals.domain.IdSource;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that count: {@code 00000000-0000-0000-0000-000000000001} and so on, the same in every run.
 * May be shared between threads.
 */
public final class SequentialIds implements IdSource {
    private final AtomicLong last;

    /** Makes ids that begin with 1. */
    public SequentialIds() {
        this(0);
    }

    private SequentialIds(long last) {
        this.last = new AtomicLong(last);
    }

    /**
     * Returns ids that begin after a number.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static SequentialIds after(long number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    "Ids cannot begin after %d: they are not negative.".formatted(number));
        }
        return new SequentialIds(number);
    }

    @Override
    public UUID next() {
        return new UUID(0, last.incrementAndGet());
    }
}
