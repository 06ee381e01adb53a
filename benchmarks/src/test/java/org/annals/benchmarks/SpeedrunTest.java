package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class SpeedrunTest {
    private final StringWriter text = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("speedrun"));
        all.addAll(List.of("--postgres", PostgresServer.shared().url()));
        all.addAll(List.of(arguments));
        return Benchmarks.commandLine(new PrintWriter(text, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyModePassesItsOwnCheckOnEveryRecorder(SpeedrunMode mode) {
        String name = mode.toString();
        int exit = run("--modes", name, "--clients", "1", "--seconds", "0.05", "--warm-up", "0.01");
        assertThat(exit).as(() -> "" + errors).isZero();
        for (String recorder : List.of("memory", "sqlite", "postgres")) {
            assertThat(text.toString())
                    .contains("W7 speedrun %s, %s: clients: 1".formatted(name, recorder));
        }
        int events =
                switch (mode) {
                    case AGG -> 220;
                    case CONDITION -> 1;
                    default -> 120;
                };
        assertThat(text.toString()).contains("iterations of %d, checked".formatted(events));
    }

    @Test
    void figuresComeEverySecondWithWhatTheyDependOnAndAreComparedWithAggregates() {
        int exit =
                run(
                        "--modes",
                        "agg,slice",
                        "--recorders",
                        "memory",
                        "--seconds",
                        "1.1",
                        "--warm-up",
                        "0.01");
        assertThat(exit).isZero();
        assertThat(text.toString())
                .contains("machine ", "durability  memory: none", "1.1 s after 0.0 s")
                .containsPattern("\n +1 +[\\d,]+ +[\\d,]+\n +2 +[\\d,]+ +[\\d,]+\n")
                .containsPattern("memory, clients: 1, slice ÷ agg: \\d+\\.\\d\\d");
    }

    @Test
    void aLogThatHoldsEventsIsAValidStart() throws Exception {
        var storage = new MemoryStorage();
        var moment = Duration.ofMillis(5);
        new Heat(SpeedrunMode.MIXED, storage, 4, moment, moment).run(new PrintWriter(text, true));
        assertThat(text.toString())
                .as("the warm-up has recorded")
                .containsPattern("[1-9][\\d,]* events at the start");
    }

    @Test
    void aCourseWithTooFewStudentsFailsTheCheck() {
        var settings = new MemoryStorage().emptyLog(Settings.only(Map.of())).settings();
        try (var race = (EnrolmentRace) SpeedrunMode.SLICE.open(settings)) {
            race.iterate(() -> {});
            race.check();
            race.courses().add(race.enrolments().registerCourse("Course", 10));
            assertThatIllegalStateException()
                    .isThrownBy(race::check)
                    .withMessageContaining("should be 10 and is 0");
        }
    }

    @Test
    void aClientThatFailsFailsTheRun() {
        var settings = new MemoryStorage().emptyLog(Settings.only(Map.of())).settings();
        Race race = SpeedrunMode.CONDITION.open(settings);
        race.close();
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                new Racers(race, ServerCpu.nobody())
                                        .run(1, Duration.ofSeconds(60), (number, sample) -> {}))
                .withMessageContaining("A client failed");
    }

    @Test
    void aMistakeIsAnError() {
        assertThat(run("--clients", "0")).isNotZero();
        assertThat(errors.toString()).contains("Give 1 to 1024 clients");
        assertThat(run("--modes", "sql")).isNotZero();
        assertThat(errors.toString()).contains("slice");
    }
}
