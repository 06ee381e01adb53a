package org.annals.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured. Immutable.
 *
 * @param warmUp how long each side runs before it is measured
 * @param length how long a side is measured in one round
 * @param rounds how often each side has its turn
 * @param writers how many write at once, one contest each
 * @param events how many events a save has
 * @param recorders where events are kept, one contest each
 * @param logSize how many events the log has that is scanned
 */
record Plan(
        Duration warmUp,
        Duration length,
        int rounds,
        List<Integer> writers,
        int events,
        List<RecorderKind> recorders,
        int logSize) {
    Plan {
        writers = List.copyOf(writers);
        recorders = List.copyOf(recorders);
        boolean measures =
                warmUp.isPositive()
                        && length.isPositive()
                        && rounds > 0
                        && events > 0
                        && logSize > 0;
        if (!measures || writers.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "Nothing can be measured by %d rounds of %s with %s writers, %d events a save and a log of %d. Give numbers above 0."
                            .formatted(rounds, length, writers, events, logSize));
        }
    }
}
