package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class BenchmarksTest {
    private final StringWriter text = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void figuresComeWithWhatTheyDependOn() {
        assertThat(run("w2", "--recorders", "memory,sqlite")).isZero();
        assertThat(text.toString())
                .contains("machine ", "java ", "synchronous=FULL", "commit ", "1 of 10 ms a side")
                .contains("W2 load, memory", "W2 load, sqlite");
    }

    @Test
    void onlyTheRecordersAskedForAreMeasured() {
        assertThat(run("w2", "--recorders", "memory")).isZero();
        assertThat(text.toString()).contains("W2 load, memory").doesNotContain("W2 load, sqlite");
    }

    @Test
    void aServerIsStartedWhereNoneIsNamed() {
        assertThat(run("w2", "--recorders", "postgres")).isZero();
        assertThat(text.toString())
                .contains("a throw-away server: fsync=on, synchronous_commit=on")
                .contains("W2 load, postgres", "server CPU");
        // Other systems do not tell.
        boolean isTold = Files.exists(Path.of("/proc/self/schedstat"));
        assertThat(text.toString().contains("not known")).isEqualTo(!isTold);
    }

    @Test
    void aServerThatIsNamedIsSaidToBeUsedAndIsNotLookedAt() {
        PostgresServer server = PostgresServer.shared();
        assertThat(run("w2", "--recorders", "postgres", "--postgres", server.url())).isZero();
        assertThat(text.toString())
                .contains(server.host() + ":" + server.port(), "that are dropped", "not known")
                .doesNotContain(server.password());
    }

    @Test
    void packingsAreAskedForByName() {
        assertThat(run("w2", "--recorders", "memory", "--packing", "dictionary+encrypted"))
                .isZero();
        assertThat(text.toString())
                .contains("1,000 events, packed", "dictionary+encrypted ÷ [1]")
                .doesNotContain("deflate", "by hand");
    }

    @Test
    void aMistakeIsAnError() {
        assertThat(run("w0")).isNotZero();
        assertThat(errors.toString()).contains("There is no workload 'w0'");
        assertThat(run("w1", "--writers", "0")).isNotZero();
        assertThat(errors.toString()).contains("Give numbers above 0");
        assertThat(run("w2", "--packing", "gzip")).isNotZero();
        assertThat(errors.toString()).contains("dictionary+encrypted");
        assertThat(run("w1", "--recorders", "postgres", "--postgres", "mysql://me:secret@host/db"))
                .isNotZero();
        assertThat(errors.toString()).contains("postgresql://user").doesNotContain("secret");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--warm-up", "0.01", "--seconds", "0.01", "--rounds", "1"));
        return Benchmarks.commandLine(new PrintWriter(text, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }
}
