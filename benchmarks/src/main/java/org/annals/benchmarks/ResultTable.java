package org.annals.benchmarks;

import java.io.PrintWriter;
import java.util.List;

/**
 * Prints what came out of contests: a line a side, and below them how the sides that are measured
 * compare with each yardstick. For one thread.
 */
final class ResultTable {
    private static final String NAMES = "  %-32s";
    private static final String RATES = " %12s %12s %12s %11s %11s";
    private static final String FIGURE = " %11s";

    private final PrintWriter out;

    ResultTable(PrintWriter out) {
        this.out = out;
    }

    /** Runs a contest and prints its figures. */
    void run(Contest contest, Plan plan) throws Exception {
        print(contest, contest.run(plan));
    }

    /** Prints a line between two contests. */
    void note(String text) {
        line(text);
        line("");
        out.flush();
    }

    void print(Contest contest, List<Contest.Result> results) {
        List<Contest.Result> yardsticks =
                results.stream().filter(result -> result.side().isYardstick()).toList();
        boolean timed = results.stream().anyMatch(result -> !result.latencies().isEmpty());
        // Not equal if it is not known, and then that is said.
        boolean served = results.stream().anyMatch(result -> result.serverCpuNanos().median() != 0);
        line(contest.title());
        line(header(contest, served, timed));
        for (Contest.Result each : results) {
            int number = yardsticks.indexOf(each) + 1;
            String name = each.side().name() + (number == 0 ? "" : " [" + number + "]");
            line(row(name, each, served, timed));
        }
        for (Contest.Result each : results) {
            for (int i = 0; i < yardsticks.size() && !each.side().isYardstick(); i++) {
                String name = "%s ÷ [%d]".formatted(each.side().name(), i + 1);
                line(compared(name, each, yardsticks.get(i), served));
            }
        }
        line("");
        out.flush();
    }

    private static String header(Contest contest, boolean served, boolean timed) {
        return NAMES.formatted("")
                + RATES.formatted(contest.unit() + "/s", "min", "max", "time each", "CPU each")
                + (served ? FIGURE.formatted("server CPU") : "")
                + (timed ? (FIGURE + FIGURE).formatted("p50", "p99") : "");
    }

    private static String row(String name, Contest.Result result, boolean served, boolean timed) {
        Spread rates = result.rates();
        var row =
                new StringBuilder(NAMES.formatted(name))
                        .append(
                                RATES.formatted(
                                        rate(rates.median()),
                                        rate(rates.min()),
                                        rate(rates.max()),
                                        time(1e9 / rates.median()),
                                        time(result.cpuNanos().median())));
        if (served) {
            row.append(FIGURE.formatted(time(result.serverCpuNanos().median())));
        }
        if (timed) {
            Latencies latencies = result.latencies();
            boolean known = !latencies.isEmpty();
            row.append(FIGURE.formatted(known ? time(latencies.within(.5)) : ""))
                    .append(FIGURE.formatted(known ? time(latencies.within(.99)) : ""));
        }
        return row.toString();
    }

    private static String compared(
            String name, Contest.Result result, Contest.Result yardstick, boolean served) {
        double rate = result.rates().median() / yardstick.rates().median();
        double cpu = result.cpuNanos().median() / yardstick.cpuNanos().median();
        double server = result.serverCpuNanos().median() / yardstick.serverCpuNanos().median();
        return NAMES.formatted(name)
                + RATES.formatted(ratio(rate), "", "", "", ratio(cpu))
                + (served ? FIGURE.formatted(ratio(server)) : "");
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio) ? "%.2f×".formatted(ratio) : "";
    }

    private static String rate(double perSecond) {
        return (perSecond < 100 ? "%,.1f" : "%,.0f").formatted(perSecond);
    }

    private static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "not known";
        }
        if (nanos < 1e3) {
            return "%.0f ns".formatted(nanos);
        }
        return nanos < 1e6 ? "%.2f µs".formatted(nanos / 1e3) : "%.2f ms".formatted(nanos / 1e6);
    }

    private void line(String text) {
        out.println(text.stripTrailing());
    }
}
