package org.annals.benchmarks;

import java.io.PrintWriter;
import java.util.List;

/**
 * Prints what came out of contests: a line a side, and for each yardstick how the other sides
 * compare with it. For one thread.
 */
final class ResultTable {
    private static final String ROW = "  %-26s %13s %13s %13s %11s %11s";

    private final PrintWriter out;

    ResultTable(PrintWriter out) {
        this.out = out;
    }

    /** Runs a contest and prints its figures. */
    void run(Contest contest, Plan plan) throws Exception {
        print(contest, contest.run(plan));
    }

    void print(Contest contest, List<Contest.Result> results) {
        List<Contest.Result> yardsticks =
                results.stream().filter(result -> result.side().isYardstick()).toList();
        boolean timed = results.stream().anyMatch(result -> !result.latencies().isEmpty());
        line(contest.title());
        line(header(contest, yardsticks.size(), timed));
        for (Contest.Result each : results) {
            line(row(each, yardsticks, timed));
        }
        line("");
        out.flush();
    }

    private static String header(Contest contest, int yardsticks, boolean timed) {
        var header =
                new StringBuilder(
                        ROW.formatted(
                                "", contest.unit() + "/s", "min", "max", "time each", "CPU each"));
        if (timed) {
            header.append(" %11s %11s".formatted("p50", "p99"));
        }
        for (int i = 1; i <= yardsticks; i++) {
            header.append(" %8s %8s".formatted("÷ [" + i + "]", "CPU"));
        }
        return header.toString();
    }

    private static String row(
            Contest.Result result, List<Contest.Result> yardsticks, boolean timed) {
        Spread rates = result.rates();
        int number = yardsticks.indexOf(result) + 1;
        String name = result.side().name() + (number == 0 ? "" : " [" + number + "]");
        var row =
                new StringBuilder(
                        ROW.formatted(
                                name,
                                rate(rates.median()),
                                rate(rates.min()),
                                rate(rates.max()),
                                time(1e9 / rates.median()),
                                time(result.cpuNanos().median())));
        if (timed) {
            Latencies latencies = result.latencies();
            row.append(
                    " %11s %11s"
                            .formatted(time(latencies.within(.5)), time(latencies.within(.99))));
        }
        for (Contest.Result yardstick : yardsticks) {
            row.append(compared(result, yardstick));
        }
        return row.toString();
    }

    private static String compared(Contest.Result result, Contest.Result yardstick) {
        if (result.side().isYardstick()) {
            return " %8s %8s".formatted("", "");
        }
        double rate = result.rates().median() / yardstick.rates().median();
        double cpu = result.cpuNanos().median() / yardstick.cpuNanos().median();
        return " %7.2f× %7.2f×".formatted(rate, cpu);
    }

    private static String rate(double perSecond) {
        return (perSecond < 100 ? "%,.1f" : "%,.0f").formatted(perSecond);
    }

    private static String time(double nanos) {
        if (nanos < 1e3) {
            return "%.0f ns".formatted(nanos);
        }
        return nanos < 1e6 ? "%.2f µs".formatted(nanos / 1e3) : "%.2f ms".formatted(nanos / 1e6);
    }

    private void line(String text) {
        out.println(text.stripTrailing());
    }
}
