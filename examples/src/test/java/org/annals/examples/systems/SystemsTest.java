package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.examples.systems.Numbers.Third;
import org.annals.settings.Settings;
import org.annals.system.Runner;
import org.annals.system.SyncReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A system has the same effects on every recorder. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class SystemsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    SystemsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder);
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static void assertAllIsThere(Runner runner, int last) {
        assertThat(runner.get(Second.class).numbers()).isEqualTo(upTo(last));
        assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(last));
        assertThat(runner.get(Third.class).events().recorder().trackedPosition("Second"))
                .isEqualTo(last);
    }

    @Test
    void inOneThreadAllIsDoneWhenTheCommandReturns() {
        try (Runner runner = Runner.singleThreaded(Numbers.SYSTEM, settings)) {
            runner.get(First.class).count(1, 5);
            runner.start();
            runner.get(First.class).count(6, 20);

            assertAllIsThere(runner, 20);
        }
    }

    @Test
    void inSeveralThreadsAllIsDoneSoon() throws Exception {
        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            runner.get(First.class).count(1, 50);
            runner.start();
            for (int number = 51; number <= 100; number++) {
                runner.get(First.class).count(number, number);
            }

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertAllIsThere(runner, 100);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSyncProcessesWhatIsThereAndGivesItsLeasesBack(boolean hasThreads) {
        try (Runner runner = opened(hasThreads);
                Runner another = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            runner.get(First.class).count(1, 5);
            assertThat(runner.dryRun()).extracting(SyncReport::backlog).containsExactly(5L, 0L);
            assertThat(runner.get(Second.class).events().recorder().readTrackings().trackings())
                    .isEmpty();

            assertThat(runner.sync()).extracting(SyncReport::processed).containsExactly(5L, 5L);
            assertAllIsThere(runner, 5);

            runner.get(First.class).count(6, 10);
            if (recorder != RecorderKind.MEMORY) {
                assertThat(another.sync("Second"))
                        .containsExactly(new SyncReport("Second", "First", 5, 0, null));
            }
            runner.sync();
            assertAllIsThere(runner, 10);
        }
    }

    private Runner opened(boolean hasThreads) {
        return hasThreads
                ? Runner.multiThreaded(Numbers.SYSTEM, settings)
                : Runner.singleThreaded(Numbers.SYSTEM, settings);
    }
}
