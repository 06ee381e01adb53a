package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/** H3: opening one file at the same moment. */
@Timeout(180)
final class OpeningTest {
    private static final int THREADS = 20;
    private static final int FILES = 10;

    private @TempDir Path folder;

    private Sqlite file(String name) {
        return Sqlite.file(folder.resolve(name)).withLockTimeout(Duration.ofSeconds(60));
    }

    @Test
    void manyThreadsOpenAFreshFileAtOnce() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Sqlite options = file("fresh-" + i);
            var barrier = new CyclicBarrier(THREADS);
            List<FutureTask<Recorder>> openings = new ArrayList<>();
            for (int k = 0; k < THREADS; k++) {
                String name = k % 2 == 0 ? "School" : "Office";
                var opening =
                        new FutureTask<>(
                                () -> {
                                    barrier.await();
                                    Recorder recorder = options.open(name);
                                    recorder.append(List.of(Samples.event("t")));
                                    return recorder;
                                });
                Thread.ofPlatform().name("opener-" + k).daemon().start(opening);
                openings.add(opening);
            }
            for (var opening : openings) {
                opening.get();
            }
            for (var opening : openings) {
                assertThat(opening.get().head()).isEqualTo(THREADS / 2);
                opening.get().close();
            }
        }
    }

    @Test
    void severalProcessesOpenAFreshFileAtOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertAllSucceed(file("shared-" + i), folder.resolve("shared-" + i), 4, 1);
        }
    }

    @Test
    void twoProcessesOpenAppendReadAndCloseOverAndOver() throws Exception {
        assertAllSucceed(file("often"), folder.resolve("often"), 2, 100);
    }

    private static void assertAllSucceed(Sqlite options, Path file, int processes, int rounds)
            throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                children.add(
                        ChildJvm.start(
                                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                                OpeningProcess.class,
                                file.toString(),
                                Integer.toString(rounds)));
            }
            for (ChildJvm child : children) {
                assertThat(child.readLine()).isEqualTo("ready");
            }
            for (ChildJvm child : children) {
                child.writeLine("go");
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).containsExactly("done");
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        try (var recorder = options.open("School")) {
            assertThat(recorder.head()).isEqualTo((long) processes * rounds);
        }
    }
}
