package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.NoticeListener;
import org.annals.examples.Backup;
import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.following.FollowerStatus.State;
import org.annals.following.UpstreamChangedException;
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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A follower notices that its upstream lost events that it has followed, and skips nothing. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
final class RestoredUpstreamTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private Path ofFirst = Path.of("");
    private Settings settings = Settings.only(Map.of());

    RestoredUpstreamTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    /** The upstream has a database of its own, so that it alone is restored. */
    @BeforeEach
    void settings(@TempDir Path folder) throws Exception {
        ofFirst = Files.createDirectory(folder.resolve("first"));
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        recorder.valuesIn(ofFirst).forEach((key, value) -> values.put("FIRST_" + key, value));
        settings = Settings.only(values).using(NoticeListener.class, notice -> {});
    }

    private void countAndFollow(int from, int to) throws Exception {
        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            runner.start();
            runner.get(First.class).count(from, to);
            assertThat(runner.awaitQuiet(LONG)).isTrue();
        }
    }

    /** Nine were followed; the upstream has the first five, and so many that are new. */
    private void restoreTheFirstFive(int more) throws Exception {
        countAndFollow(1, 5);
        Backup backup = Backup.take(recorder, ofFirst);
        countAndFollow(6, 9);
        backup.restore();
        try (var first = new First(settings)) {
            assertThat(first.notificationLog().head()).isEqualTo(5);
            first.count(101, 100 + more);
        }
    }

    private static List<Integer> upToNine() {
        return IntStream.rangeClosed(1, 9).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 20})
    void aPolicyStopsWhereItStoodAndNobodyElseDoes(int more) throws Exception {
        restoreTheFirstFive(more);

        try (Runner runner = Runner.multiThreaded(Numbers.SYSTEM, settings)) {
            runner.start();

            assertThatExceptionOfType(UpstreamChangedException.class)
                    .isThrownBy(() -> runner.awaitQuiet(LONG))
                    .withMessageContaining("'First' was followed to position 9");
            assertThat(runner.get(Second.class).numbers()).isEqualTo(upToNine());
            assertThat(runner.status().getFirst().state()).isEqualTo(State.PAUSED);
            assertThat(runner.status().getLast().isHealthy()).isTrue();
            runner.resume();
            assertThatExceptionOfType(UpstreamChangedException.class)
                    .isThrownBy(() -> runner.awaitQuiet(LONG));
            assertThat(runner.get(Second.class).numbers()).isEqualTo(upToNine());
        }
    }

    @Test
    void aSyncReportsIt() throws Exception {
        restoreTheFirstFive(20);

        try (Runner runner = Runner.singleThreaded(Numbers.SYSTEM, settings)) {
            SyncReport report = runner.sync().getFirst();

            assertThat(report.failure()).isInstanceOf(UpstreamChangedException.class);
            assertThat(report.processed()).isZero();
            assertThat(runner.get(Second.class).numbers()).isEqualTo(upToNine());
        }
    }
}
