package org.annals.benchmarks;

import java.util.List;

/**
 * What a side got done in one round. Immutable, but for its latencies.
 *
 * @param operations how many, of the contest's unit
 * @param nanos in what time
 * @param cpuNanos with how much processor time of the whole process
 * @param serverCpuNanos and of a server; NaN if not known
 * @param latencies of single operations, if they were taken
 */
record Sample(
        long operations, long nanos, long cpuNanos, double serverCpuNanos, Latencies latencies) {
    Sample {
        if (operations < 1 || nanos < 1) {
            throw new IllegalStateException(
                    "%d operations in %d ns are no sample. Give a round more time."
                            .formatted(operations, nanos));
        }
    }

    /** Returns what processes did at the same time, in which each saw the whole of the server. */
    static Sample together(List<Sample> samples) {
        return new Sample(
                samples.stream().mapToLong(Sample::operations).sum(),
                samples.stream().mapToLong(Sample::nanos).sum() / samples.size(),
                samples.stream().mapToLong(Sample::cpuNanos).sum(),
                samples.stream().mapToDouble(Sample::serverCpuNanos).sum() / samples.size(),
                new Latencies());
    }

    double perSecond() {
        return operations * 1e9 / nanos;
    }

    double cpuNanosEach() {
        return (double) cpuNanos / operations;
    }

    double serverCpuNanosEach() {
        return serverCpuNanos / operations;
    }
}
