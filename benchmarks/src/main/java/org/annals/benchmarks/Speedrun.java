package org.annals.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** W7: {@code benchmarks/run speedrun}, in whatever modes are asked for, one after another. */
@Command(
        name = "speedrun",
        description =
                "Registers 10 courses and 10 students, lets every student join every course, and begins again: 120 operations an iteration. Prints operations every second, and checks what came of it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Speedrun implements Callable<Integer> {
    private final PrintWriter out;

    @Option(
            names = "--modes",
            split = ",",
            defaultValue = "agg,dcb,slice,mixed",
            description = "any of ${COMPLETION-CANDIDATES}")
    private List<SpeedrunMode> modes = List.of();

    @Option(
            names = "--recorders",
            split = ",",
            defaultValue = "memory,sqlite,postgres",
            description = "where events are kept")
    private List<RecorderKind> recorders = List.of();

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "1",
            description =
                    "how many run at once, 1 to 1024, each with courses and students of its own")
    private List<Integer> clients = List.of();

    @Option(names = "--seconds", defaultValue = "20", description = "how long it is measured")
    private double seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "for how many seconds it runs before, on the same log")
    private double warmUp;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "a server of yours, postgresql://user:password@host:5432/database, where schemas are made and dropped; otherwise one is started and thrown away")
    private @Nullable String postgres;

    Speedrun(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        requireMeasurable();
        try (var storages = Storages.open(recorders, postgres)) {
            Machine.lines(storages.all()).forEach(out::println);
            out.printf("measured    %.1f s after %.1f s to warm up%n%n", seconds, warmUp);
            for (Storage storage : storages.all()) {
                for (int count : clients) {
                    run(storage, count);
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void requireMeasurable() {
        boolean measurable =
                seconds > 0
                        && warmUp > 0
                        && clients.stream().allMatch(count -> count >= 1 && count <= 1024);
        if (!measurable) {
            throw new IllegalArgumentException(
                    "Nothing can be measured by %s clients in %s s after %s s. Give 1 to 1024 clients, and numbers above 0."
                            .formatted(clients, seconds, warmUp));
        }
    }

    private void run(Storage storage, int count) throws Exception {
        Duration before = Benchmarks.duration(warmUp);
        Duration length = Benchmarks.duration(seconds);
        Map<SpeedrunMode, Sample> samples = new EnumMap<>(SpeedrunMode.class);
        for (SpeedrunMode mode : modes) {
            samples.put(mode, new Heat(mode, storage, count, before, length).run(out));
        }
        Sample aggregates = samples.remove(SpeedrunMode.AGG);
        samples.remove(SpeedrunMode.CONDITION);
        if (aggregates != null) {
            samples.forEach(
                    (mode, sample) ->
                            out.printf(
                                    "%s, clients: %d, %s ÷ agg: %.2f%n",
                                    storage,
                                    count,
                                    mode,
                                    sample.perSecond() / aggregates.perSecond()));
            out.println();
        }
    }
}
