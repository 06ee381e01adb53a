package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.examples.systems.Numbers.Third;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A system whose databases are shared, by runners at once and one after another. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(300)
final class SharedSystemsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int KILLS = 10;
    private static final int EVENTS = Integer.getInteger("annals.systems.events", 1_100);

    private final RecorderKind recorder;
    private @TempDir Path folder;
    private Settings settings = Settings.only(Map.of());

    SharedSystemsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings() {
        settings = Settings.only(values());
    }

    /** Leases are short, so that nobody waits long for those of the dead. */
    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LEASE_DURATION", "500ms");
        return values;
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aRunnerGoesOnWhereAnotherStopped() {
        try (Runner runner = Runner.singleThreaded(Numbers.SYSTEM, settings)) {
            runner.start();
            runner.get(First.class).count(1, 10);
        }
        try (Runner runner = Runner.singleThreaded(Numbers.SYSTEM, settings)) {
            runner.get(First.class).count(11, 20);
            assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(10));
            runner.start();

            assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(20));
        }
    }

    @Test
    void whatAnotherApplicationObjectRecordsIsFollowed() throws Exception {
        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings);
                var elsewhere = new First(settings)) {
            runner.start();
            elsewhere.count(1, 10);

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(10));
        }
    }

    @Test
    void twoRunnersThatCompeteLetEachEventTakeEffectOnce() throws Exception {
        try (Runner one = Runner.multiThreaded(Numbers.SYSTEM, settings);
                Runner other = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            one.start();
            other.start();
            for (int number = 1; number <= 200; number++) {
                one.get(First.class).count(number, number);
            }

            assertThat(one.awaitQuiet(LONG)).isTrue();
            assertThat(other.awaitQuiet(LONG)).isTrue();
            assertThat(one.get(Second.class).numbers()).isEqualTo(upTo(200));
            assertThat(one.get(Third.class).numbers()).isEqualTo(upTo(200));
        }
    }

    @Test
    void aProcessThatIsKilledTenTimesLosesAndDoublesNothing() throws Exception {
        long seed = Long.getLong("annals.seed", System.nanoTime());
        System.out.println("annals.seed=" + seed);
        var random = new Random(seed);
        long between = EVENTS / (KILLS + 1);
        try (var first = new First(settings);
                var third = new Third(settings)) {
            first.count(1, EVENTS);
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = SystemJvm.start(NumbersProcess.class, values(), folder);
                try {
                    // Somewhere in its share of the way.
                    awaitHead(third, kill * between - random.nextLong(between), process);
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            runner.start();

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(runner.get(Second.class).numbers()).isEqualTo(upTo(EVENTS));
            assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(EVENTS));
        }
    }

    private static void awaitHead(Third third, long head, Process process) throws Exception {
        var pauses = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20));
        var nobody = new Signal();
        while (third.events().recorder().head() < head) {
            assertThat(process.isAlive()).isTrue();
            nobody.await(0, pauses.nextNanos());
        }
    }
}
