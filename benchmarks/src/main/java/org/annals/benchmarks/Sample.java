package org.annals.benchmarks;

/**
 * What a side got done in one round. Immutable, but for its latencies.
 *
 * @param operations how many, of the contest's unit
 * @param nanos in what time
 * @param cpuNanos with how much processor time of the whole process
 * @param latencies of single operations, if they were taken
 */
record Sample(long operations, long nanos, long cpuNanos, Latencies latencies) {
    Sample {
        if (operations < 1 || nanos < 1) {
            throw new IllegalStateException(
                    "%d operations in %d ns are no sample. Give a round more time."
                            .formatted(operations, nanos));
        }
    }

    double perSecond() {
        return operations * 1e9 / nanos;
    }

    double cpuNanosEach() {
        return (double) cpuNanos / operations;
    }
}
