package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import org.annals.testkit.contract.RivalJudge;
import org.annals.testkit.contract.Rivals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** That conditions are kept to by several threads in each of several processes, who race. */
@Timeout(value = 30, unit = MINUTES)
final class RivalProcessesTest {
    private static final int PROCESSES = 3;
    private static final int LANES = 3;
    private static final int ATTEMPTS = Integer.getInteger("annals.race.attempts", 80);
    private static final Duration DEADLINE =
            Duration.ofSeconds(60).plusMillis(50L * PROCESSES * LANES * ATTEMPTS);

    private @TempDir Path folder;

    @Test
    void nobodyIsAcceptedAgainstAConditionOrRefusedWithoutAReason() throws Exception {
        long seed = Long.getLong("annals.seed", System.nanoTime());
        System.out.println("Seed of the race: " + seed);
        Path file = folder.resolve("log.db");
        List<ChildJvm> children = new ArrayList<>();
        List<String> journal = new ArrayList<>();
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
        try (var recorder = Sqlite.file(file).open("School")) {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(started(file, new Rivals(seed, i * LANES, LANES, ATTEMPTS)));
            }
            for (ChildJvm child : children) {
                assertThat(child.readLine()).as("seed %d", seed).isEqualTo("ready");
            }
            List<Future<List<String>>> outputs = new ArrayList<>();
            for (ChildJvm child : children) {
                // Whoever is not read would wait with the next attempt.
                outputs.add(readers.submit(child::rest));
                child.writeLine("go");
            }
            for (Future<List<String>> output : outputs) {
                List<String> lines = output.get(DEADLINE.toMillis(), MILLISECONDS);
                assertThat(lines)
                        .as("seed %d", seed)
                        .endsWith("done")
                        .hasSize(LANES * ATTEMPTS + 1);
                journal.addAll(lines.subList(0, lines.size() - 1));
            }
            RivalJudge.Verdict verdict = RivalJudge.judge(seed, journal, recorder);
            assertThat(verdict.contradictions()).as("seed %d", seed).isEmpty();
            assertThat(verdict.recorded()).as("seed %d", seed).isGreaterThan(journal.size() / 20);
            assertThat(verdict.refused()).as("seed %d", seed).isGreaterThan(journal.size() / 20);
        } finally {
            children.forEach(ChildJvm::close);
            readers.shutdown();
        }
    }

    private static ChildJvm started(Path file, Rivals rivals) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), DEADLINE.toString()));
        arguments.addAll(rivals.arguments());
        return ChildJvm.start(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                RivalProcess.class,
                arguments.toArray(String[]::new));
    }
}
