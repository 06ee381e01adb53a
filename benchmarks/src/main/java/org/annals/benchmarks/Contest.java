package org.annals.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sides that do the same and take turns at it. Immutable.
 *
 * @param unit what is counted, in the plural
 * @param server that works for the sides
 */
record Contest(String title, String unit, ServerCpu server, List<Side> sides) {
    Contest {
        sides = List.copyOf(sides);
    }

    /**
     * What came out for a side.
     *
     * @param samples one a round
     */
    record Result(Side side, List<Sample> samples) {
        Spread rates() {
            return Spread.of(samples.stream().mapToDouble(Sample::perSecond).toArray());
        }

        Spread cpuNanos() {
            return Spread.of(samples.stream().mapToDouble(Sample::cpuNanosEach).toArray());
        }

        Spread serverCpuNanos() {
            return Spread.of(samples.stream().mapToDouble(Sample::serverCpuNanosEach).toArray());
        }

        Latencies latencies() {
            var all = new Latencies();
            samples.forEach(sample -> all.addAll(sample.latencies()));
            return all;
        }
    }

    /** Warms up and runs the rounds, every second one in reverse order. */
    List<Result> run(Plan plan) throws Exception {
        List<Result> results =
                sides.stream().map(side -> new Result(side, new ArrayList<>())).toList();
        warmUp(plan);
        for (int round = 0; round < plan.rounds(); round++) {
            for (Result each : round % 2 == 0 ? results : results.reversed()) {
                each.samples().add(turn(each.side(), plan.length()));
            }
        }
        return results;
    }

    /** Runs each side once, so that its code is compiled. */
    void warmUp(Plan plan) throws Exception {
        for (Side side : sides) {
            turn(side, plan.warmUp());
        }
    }

    private Sample turn(Side side, Duration length) throws Exception {
        // One side should not pay for what another one left.
        System.gc();
        return side.round().run(Stopwatch.of(length, server));
    }
}
