package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

final class BenchmarksTest {
    private final StringWriter text = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void figuresComeWithWhatTheyDependOn() {
        assertThat(run("w6", "--warm-up", "0.01", "--seconds", "0.01", "--rounds", "1")).isZero();
        assertThat(text.toString())
                .contains("machine ", "java ", "synchronous=FULL", "commit ", "1 of 10 ms a side")
                .contains("W6 commands");
    }

    @Test
    void onlyTheRecordersAskedForAreMeasured() {
        assertThat(run("w2", "--recorders", "memory", "--warm-up", "0.01", "--seconds", "0.01"))
                .isZero();
        assertThat(text.toString()).contains("W2 load, memory").doesNotContain("W2 load, sqlite");
    }

    @Test
    void aMistakeIsAnError() {
        assertThat(run("w0")).isNotZero();
        assertThat(errors.toString()).contains("There is no workload 'w0'");
        assertThat(run("w1", "--writers", "0")).isNotZero();
        assertThat(errors.toString()).contains("Give numbers above 0");
    }

    private int run(String... arguments) {
        return Benchmarks.commandLine(new PrintWriter(text, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
