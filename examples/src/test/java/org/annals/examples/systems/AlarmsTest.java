package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Alarms.Ringing;
import org.annals.examples.systems.Numbers.First;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.Runner;
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
import java.util.stream.IntStream;

/** Timers elapse once each, whoever is stopped or killed meanwhile. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(300)
final class AlarmsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int KILLS = 5;
    private static final int BETWEEN_KILLS = 40;

    private final RecorderKind recorder;
    private @TempDir Path folder;

    AlarmsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    /** Leases are short, so that nobody waits long for those of the dead. */
    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LEASE_DURATION", "500ms");
        values.put("POLL_INTERVAL", "100ms");
        return values;
    }

    private static List<String> alarms(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> "alarm-" + i).sorted().toList();
    }

    /** Waits until the application has so many events. */
    private static void await(Ringing ringing, int events) {
        try (var all = ringing.events().subscribe(LogSelection.all())) {
            var each = all.iterator();
            for (int i = 0; i < events; i++) {
                each.next();
            }
        }
    }

    private static void assertEachHasRungOnce(Ringing ringing, int last) {
        assertThat(Ringing.elapsed(ringing)).isEqualTo(alarms(last));
        assertThat(Ringing.rung(ringing)).isEqualTo(alarms(last));
    }

    @Test
    void aTimerThatWasSetBeforeARestartElapsesAfterIt() throws Exception {
        Settings settings = Settings.only(values());
        try (Runner runner = Runner.multiThreaded(Alarms.SYSTEM, settings)) {
            runner.start();
            runner.get(First.class).count(1, 3);
            assertThat(runner.awaitQuiet(LONG)).isTrue();
        }
        try (Runner runner = Runner.multiThreaded(Alarms.SYSTEM, settings)) {
            runner.start();
            await(runner.get(Ringing.class), 6);

            assertEachHasRungOnce(runner.get(Ringing.class), 3);
        }
    }

    @Test
    void ofTwoRunnersThatCompeteOneHasEachTimerElapse() {
        Settings settings = Settings.only(values());
        try (Runner one = Runner.multiThreaded(Alarms.SYSTEM, settings);
                Runner other = Runner.multiThreaded(Alarms.SYSTEM, settings)) {
            one.start();
            other.start();
            for (int number = 1; number <= 100; number++) {
                one.get(First.class).count(number, number);
            }
            await(other.get(Ringing.class), 200);

            assertEachHasRungOnce(one.get(Ringing.class), 100);
        }
    }

    @Test
    void aProcessThatIsKilledLosesAndDoublesNoTimer() throws Exception {
        Settings settings = Settings.only(values());
        int numbers = KILLS * BETWEEN_KILLS;
        try (var first = new First(settings);
                var ringing = new Ringing(settings)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                first.count((kill - 1) * BETWEEN_KILLS + 1, kill * BETWEEN_KILLS);
                Process process = SystemJvm.start(AlarmsProcess.class, values(), folder);
                try {
                    // Somewhere between the first timer and the last reaction.
                    await(ringing, (kill - 1) * BETWEEN_KILLS + BETWEEN_KILLS / 2);
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        try (Runner runner = Runner.multiThreaded(Alarms.SYSTEM, settings)) {
            runner.start();
            await(runner.get(Ringing.class), 2 * numbers);

            assertEachHasRungOnce(runner.get(Ringing.class), numbers);
        }
    }
}
