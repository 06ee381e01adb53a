package org.annals.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Sample entries, made before anything is measured and used in turn. Immutable. */
final class Entries {
    private static final int COUNT = 1_024;
    private static final int NOTE_LENGTH = 80;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.000123Z");
    private static final Ledger.Event.Entered[] SAMPLES =
            IntStream.range(0, COUNT).mapToObj(Entries::made).toArray(Ledger.Event.Entered[]::new);

    private Entries() {}

    private static Ledger.Event.Entered made(int number) {
        String note = "Entry %04d of the benchmark, ".formatted(number);
        return new Ledger.Event.Entered(
                FIRST.plus(Duration.ofMillis(number)),
                new Money(BigDecimal.valueOf(1_234_567 + number, 2), "EUR"),
                note + "x".repeat(NOTE_LENGTH - note.length()));
    }

    /** Returns the sample of a number from 0, the same ones over and over. */
    static Ledger.Event.Entered sample(long number) {
        return SAMPLES[(int) (number % COUNT)];
    }

    /** Returns the sum of the first samples. */
    static BigDecimal sum(long count) {
        return LongStream.range(0, count)
                .mapToObj(number -> sample(number).amount().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
