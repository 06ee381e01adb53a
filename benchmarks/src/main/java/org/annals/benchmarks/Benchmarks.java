package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The program behind {@code benchmarks/run}: runs one workload and prints its figures. */
@Command(
        name = "benchmarks/run",
        description = "Measures a workload beside yardsticks written by hand, taking turns.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Benchmarks implements Callable<Integer> {
    private final PrintWriter out;

    @Parameters(
            paramLabel = "workload",
            description = "w1 append, w2 load, w3 scan, w6 commands; all if none is named")
    private List<String> workloads = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "0.4",
            description = "how long a side is measured in one round")
    private double seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            description = "for how many seconds each side runs before it is measured")
    private double warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "how often each side has a turn")
    private int rounds;

    @Option(
            names = "--writers",
            split = ",",
            defaultValue = "1,8,32,256",
            description = "w1: how many write at once")
    private List<Integer> writers = List.of();

    @Option(names = "--events", defaultValue = "1", description = "w1: events in one save")
    private int events;

    @Option(
            names = "--recorders",
            split = ",",
            defaultValue = "memory,sqlite",
            description = "where events are kept")
    private List<RecorderKind> recorders = List.of();

    @Option(
            names = "--log-size",
            defaultValue = "100000",
            description = "w3: events in the log that is read")
    private int logSize;

    private Benchmarks(PrintWriter out) {
        this.out = out;
    }

    /** Runs what the arguments say, and exits with 0 if every result was right. */
    public static void main(String[] args) {
        System.exit(commandLine(new PrintWriter(System.out, true, UTF_8)).execute(args));
    }

    static CommandLine commandLine(PrintWriter out) {
        return new CommandLine(new Benchmarks(out))
                .setOut(out)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        List<Workload> asked =
                workloads.isEmpty()
                        ? Workload.all()
                        : workloads.stream().map(Workload::named).toList();
        var plan =
                new Plan(
                        duration(warmUp),
                        duration(seconds),
                        rounds,
                        writers,
                        events,
                        recorders,
                        logSize);
        Machine.lines(plan).forEach(out::println);
        out.println();
        for (Workload workload : asked) {
            workload.run(plan, new ResultTable(out));
        }
        return CommandLine.ExitCode.OK;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
