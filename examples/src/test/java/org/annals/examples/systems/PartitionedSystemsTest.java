package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Lanes.Sink;
import org.annals.examples.systems.Lanes.Source;
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
import java.util.stream.IntStream;

/** A system in partitions has each effect once, and in the order of its lane. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
@Timeout(300)
final class PartitionedSystemsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    PartitionedSystemsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LEASE_DURATION", "500ms");
        settings = Settings.only(values);
    }

    static void assertAllIsThere(Sink sink, int last) {
        List<Integer> upTo = IntStream.rangeClosed(1, last).boxed().toList();
        assertThat(sink.lanes())
                .hasSize(Lanes.COUNT)
                .allSatisfy(
                        (lane, numbers) -> assertThat(numbers).as("lane %d", lane).isEqualTo(upTo));
    }

    @Test
    void inOneThreadAllIsDoneWhenTheCommandReturns() {
        try (Runner runner = Runner.singleThreaded(Lanes.SYSTEM, settings)) {
            runner.get(Source.class).move(1, 2);
            runner.start();
            runner.get(Source.class).move(3, 5);

            assertAllIsThere(runner.get(Sink.class), 5);
        }
    }

    @Test
    void inSeveralThreadsAllIsDoneSoon() throws Exception {
        try (Runner runner = Runner.multiThreaded(Lanes.SYSTEM, settings)) {
            runner.get(Source.class).move(1, 5);
            runner.start();
            for (int number = 6; number <= 15; number++) {
                runner.get(Source.class).move(number, number);
            }

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertAllIsThere(runner.get(Sink.class), 15);
        }
    }
}
