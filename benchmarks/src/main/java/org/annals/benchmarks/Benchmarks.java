package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

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
            description =
                    "w1 append, w2 load, w3 scan, w4 DCB, w5 projection, w6 commands, w8 append by several processes, w10 verify, w11 latency of followers; all if none is named")
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
            description = "w1: how many write at once; w8: in each process")
    private List<Integer> writers = List.of();

    @Option(names = "--events", defaultValue = "1", description = "w1, w8: events in one save")
    private int events;

    @Option(
            names = "--threads",
            split = ",",
            defaultValue = "1,32",
            description = "w4: how many read or append at once")
    private List<Integer> threads = List.of();

    @Option(
            names = "--recorders",
            split = ",",
            defaultValue = "memory,sqlite,postgres",
            description = "where events are kept")
    private List<RecorderKind> recorders = List.of();

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "a server of yours, postgresql://user:password@host:5432/database, where schemas are made and dropped; otherwise one is started and thrown away")
    private @Nullable String postgres;

    @Option(
            names = "--log-size",
            defaultValue = "100000",
            description = "w3, w4, w10: events in the log; w5 has a tenth of them")
    private int logSize;

    @Option(
            names = "--packing",
            split = ",",
            defaultValue = "plain",
            description =
                    "w1, w2: how events are kept, any of ${COMPLETION-CANDIDATES}; others than plain are compared with plain, and nothing by hand")
    private List<PackingKind> packings = List.of();

    private Benchmarks(PrintWriter out) {
        this.out = out;
    }

    /** Runs what the arguments say, and exits with 0 if every result was right. */
    public static void main(String[] args) {
        System.exit(commandLine(new PrintWriter(System.out, true, UTF_8)).execute(args));
    }

    static CommandLine commandLine(PrintWriter out) {
        return new CommandLine(new Benchmarks(out))
                .addSubcommand(new Speedrun(out))
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
                        threads,
                        logSize,
                        packings);
        List<RecorderKind> kinds =
                asked.stream().anyMatch(Workload::records) ? recorders : List.of();
        try (var storages = Storages.open(kinds, postgres)) {
            Machine.lines(storages.all()).forEach(out::println);
            out.println(plan.line());
            out.println();
            for (Workload workload : asked) {
                workload.run(plan, storages.all(), new ResultTable(out));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
