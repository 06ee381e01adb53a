package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A shell stands for the process that starts all others. */
final class ServerProcessesTest {
    private static final boolean ARE_SHOWN = Files.exists(Path.of("/proc/self/schedstat"));
    private static final double SOME = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String WORK = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";

    @Test
    void whatAServerElsewhereUsesIsNotKnown() {
        assertThat(ServerProcesses.elsewhere().nanos()).isNaN();
    }

    @Test
    void theFirstProcessIsFoundByOneThatItHasStarted() throws IOException {
        Process child = shell("cat");
        try {
            assertThat(ServerProcesses.of(child.pid()).postmaster())
                    .isEqualTo(ProcessHandle.current().pid());
        } finally {
            child.destroy();
        }
    }

    @Test
    void aProcessThatHasEndedCounts() throws IOException {
        checkCounted("sh -c '" + WORK + "'; echo done; cat");
    }

    @Test
    void aProcessThatRunsCounts() throws IOException {
        checkCounted("sh -c '" + WORK + "; echo done; cat'; cat");
    }

    private static void checkCounted(String script) throws IOException {
        Process first = shell(script);
        try {
            assertThat(first.inputReader().readLine()).isEqualTo("done");
            double nanos = new ServerProcesses(first.pid()).nanos();
            if (ARE_SHOWN) {
                assertThat(nanos).isGreaterThan(SOME);
            } else {
                assertThat(nanos).isNaN();
            }
        } finally {
            first.descendants().forEach(ProcessHandle::destroy);
            first.destroy();
        }
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).start();
    }
}
