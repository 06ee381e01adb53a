package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.examples.systems.Numbers.Third;
import org.annals.settings.Settings;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A process that is stopped for longer than its lease does nothing twice when it goes on. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(120)
final class StoppedProcessTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private final Map<String, String> values = new HashMap<>();
    private Settings settings = Settings.only(Map.of());

    StoppedProcessTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        values.putAll(recorder.valuesIn(folder));
        values.put("LEASE_DURATION", "500ms");
        settings = Settings.only(values);
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static void signal(String name, Process process) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
        assertThat(code).as("SIG%s is delivered", name).isZero();
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertThat(line).as("the process goes on").isEqualTo(wanted);
    }

    private String owner() {
        try (var second = new Second(settings)) {
            return second.events().recorder().findLease("First").orElseThrow().owner();
        }
    }

    @Test
    void whatAnotherHasDoneMeanwhileIsNotDoneAgain() throws Exception {
        try (var first = new First(settings)) {
            first.count(1, 10);
        }
        Process stopped = SystemJvm.startTalking(WaitingProcess.class, values);
        try (BufferedReader lines = stopped.inputReader()) {
            // It is at an event: five have taken effect, and the sixth is about to.
            awaitLine(lines, WaitingProcess.WAITING);
            assertThat(owner()).startsWith("process %d,".formatted(stopped.pid()));
            signal("STOP", stopped);
            try (Runner other = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
                other.start();
                other.get(First.class).count(11, 20);
                assertThat(other.awaitQuiet(LONG)).isTrue();
                assertThat(other.get(Second.class).numbers()).isEqualTo(upTo(20));

                stopped.getOutputStream().write('\n');
                stopped.getOutputStream().flush();
                signal("CONT", stopped);
                awaitLine(lines, WaitingProcess.STANDING_BY);
                other.get(First.class).count(21, 30);
                assertThat(other.awaitQuiet(LONG)).isTrue();

                assertThat(other.get(Second.class).numbers()).isEqualTo(upTo(30));
                assertThat(other.get(Third.class).numbers()).isEqualTo(upTo(30));
                assertThat(owner())
                        .startsWith("process %d,".formatted(ProcessHandle.current().pid()));
            }
        } finally {
            stopped.toHandle().destroyForcibly();
            stopped.waitFor();
        }
    }
}
