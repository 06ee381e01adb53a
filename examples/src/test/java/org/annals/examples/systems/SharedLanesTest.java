package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Lanes.Sink;
import org.annals.examples.systems.Lanes.Source;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.annals.settings.Settings;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lanes whose databases are shared by several runners, at once and one after another. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(300)
final class SharedLanesTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int KILLS = 5;

    private final RecorderKind recorder;
    private @TempDir Path folder;
    private Settings settings = Settings.only(Map.of());

    SharedLanesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings() {
        settings = Settings.only(values());
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LEASE_DURATION", "500ms");
        return values;
    }

    @Test
    void twoRunnersThatCompeteKeepTheOrderOfEachLane() throws Exception {
        try (Runner one = Runner.multiThreaded(Lanes.SYSTEM, settings);
                Runner other = Runner.multiThreaded(Lanes.SYSTEM, settings)) {
            one.start();
            other.start();
            for (int number = 1; number <= 40; number++) {
                one.get(Source.class).move(number, number);
            }

            assertThat(one.awaitQuiet(LONG)).isTrue();
            assertThat(other.awaitQuiet(LONG)).isTrue();
            PartitionedSystemsTest.assertAllIsThere(other.get(Sink.class), 40);
        }
    }

    @Test
    void aProcessThatIsKilledLosesAndDoublesNothing() throws Exception {
        int last = 100;
        try (var source = new Source(settings);
                var sink = new Sink(settings)) {
            source.move(1, last);
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = SystemJvm.start(LanesProcess.class, values(), folder);
                try {
                    awaitHead(sink, kill * 200L - 100, process);
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        try (Runner runner = Runner.multiThreaded(Lanes.SYSTEM, settings)) {
            runner.start();

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            PartitionedSystemsTest.assertAllIsThere(runner.get(Sink.class), last);
        }
    }

    @Test
    void processesShareThePartitionsAndTakeOverThoseOfTheDead() throws Exception {
        List<Process> processes = new ArrayList<>();
        try (var source = new Source(settings);
                var sink = new Sink(settings)) {
            try {
                processes.add(SystemJvm.start(LanesProcess.class, values(), folder));
                awaitShares(sink, processes);
                source.move(1, 10);
                processes.add(SystemJvm.start(LanesProcess.class, values(), folder));
                processes.add(SystemJvm.start(LanesProcess.class, values(), folder));
                awaitShares(sink, processes);
                source.move(11, 30);

                processes.removeFirst().destroyForcibly().waitFor();
                assertThat(awaitShares(sink, processes))
                        .as("a lease of half a second, and a little")
                        .isLessThan(SOON);
                source.move(31, 40);
                processes.removeFirst().destroy();
                awaitShares(sink, processes);
                awaitHead(sink, 40L * Lanes.COUNT, processes.getFirst());
            } finally {
                processes.forEach(Process::destroyForcibly);
                for (Process each : processes) {
                    each.waitFor();
                }
            }
            PartitionedSystemsTest.assertAllIsThere(sink, 40);
        }
    }

    /** Waits until each process has as much as the others, and returns how long that took. */
    private static Duration awaitShares(Sink sink, List<Process> processes) throws Exception {
        long begun = System.nanoTime();
        long share = Lanes.PARTITIONS.count() / processes.size();
        var pauses = new Backoff(Duration.ofMillis(20), Duration.ofMillis(50));
        var nobody = new Signal();
        while (!processes.stream().allMatch(each -> shareOf(each, sink) == share)) {
            assertThat(processes).allMatch(Process::isAlive);
            nobody.await(0, pauses.nextNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static long shareOf(Process process, Sink sink) {
        String owner = "process %d,".formatted(process.pid());
        return Lanes.PARTITIONS.names("Source").stream()
                .flatMap(each -> sink.events().recorder().findLease(each).stream())
                .filter(lease -> lease.owner().startsWith(owner))
                .count();
    }

    private static void awaitHead(Sink sink, long head, Process process) throws Exception {
        var pauses = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20));
        var nobody = new Signal();
        while (sink.events().recorder().head() < head) {
            assertThat(process.isAlive()).isTrue();
            nobody.await(0, pauses.nextNanos());
        }
    }
}
