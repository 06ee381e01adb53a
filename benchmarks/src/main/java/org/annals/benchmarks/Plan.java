package org.annals.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured. Immutable.
 *
 * @param warmUp how long each side runs before it is measured
 * @param length how long a side is measured in one round
 * @param rounds how often each side has its turn
 * @param writers how many write at once, one contest each
 * @param events how many events a save has
 * @param threads how many decide and read at once, one contest each
 * @param logSize how many events the log has that is scanned, or decided upon
 * @param packings how the bytes of events are kept; plain ones alone are compared with what is done
 *     by hand, others with plain
 */
record Plan(
        Duration warmUp,
        Duration length,
        int rounds,
        List<Integer> writers,
        int events,
        List<Integer> threads,
        int logSize,
        List<PackingKind> packings) {
    Plan {
        writers = List.copyOf(writers);
        threads = List.copyOf(threads);
        packings = List.copyOf(packings);
        boolean measures =
                warmUp.isPositive()
                        && length.isPositive()
                        && rounds > 0
                        && events > 0
                        && logSize > 0;
        if (!measures || Stream.concat(writers.stream(), threads.stream()).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "Nothing can be measured by %d rounds of %s with %s writers, %d events a save, %s threads and a log of %d. Give numbers above 0."
                            .formatted(rounds, length, writers, events, threads, logSize));
        }
    }

    /** Returns how it is measured, as a line to quote beside every figure. */
    String line() {
        return "rounds      %d of %d ms a side, taking turns, after %d ms to warm up; medians"
                .formatted(rounds, length.toMillis(), warmUp.toMillis());
    }
}
