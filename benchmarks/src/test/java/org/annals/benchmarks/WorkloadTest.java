package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class WorkloadTest {
    private static final Duration MOMENT = Duration.ofMillis(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void appendingPassesItsOwnCheck(int events) throws Exception {
        assertThat(printed("w1", plan(events, 1)))
                .contains("W1 append, memory: 1 ×")
                .contains("W1 append, sqlite: 1 ×")
                .contains("W1 append, sqlite: 3 ×")
                .contains("file, group fdatasync [2]");
    }

    @Test
    void loadingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w2", plan(1, 1)))
                .contains("W2 load, memory: 1,000 events")
                .contains("W2 load, sqlite: 1,000 events")
                .contains("select, decode, fold [1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 2_500})
    void scanningPassesItsOwnCheck(int logSize) throws Exception {
        assertThat(printed("w3", plan(1, logSize)))
                .contains("W3 scan, memory: log of %,d events, stored".formatted(logSize))
                .contains("W3 scan, sqlite: log of %,d events, decoded".formatted(logSize))
                .contains("annals, pages of 10,000");
    }

    @Test
    void commandingPassesItsOwnCheck() throws Exception {
        assertThat(printed("w6", plan(1, 1))).contains("W6 commands: 11 events");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workload.named("w0"))
                .withMessageContaining("'w0'")
                .withMessageContaining("w1, w2, w3, w6");
    }

    @Test
    void theScriptRunsEveryWorkload() throws IOException {
        List<String> names = Workload.all().stream().map(Workload::name).toList();
        assertThat(Files.readString(Path.of("run")))
                .contains("for each in %s;".formatted(String.join(" ", names)));
    }

    private static Plan plan(int events, int logSize) {
        var recorders = List.of(RecorderKind.values());
        return new Plan(MOMENT, MOMENT, 2, List.of(1, 3), events, recorders, logSize);
    }

    private static String printed(String name, Plan plan) throws Exception {
        var text = new StringWriter();
        Workload.named(name).run(plan, new ResultTable(new PrintWriter(text)));
        return text.toString();
    }
}
