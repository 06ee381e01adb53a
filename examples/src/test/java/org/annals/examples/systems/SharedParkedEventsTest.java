package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.NoticeListener;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.ParkedEvents;
import org.annals.following.Upstream;
import org.annals.settings.Settings;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Parked events in databases that several runners and programs share. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
final class SharedParkedEventsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    SharedParkedEventsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder).using(NoticeListener.class, notice -> {});
    }

    private Runner started() {
        Runner runner =
                Runner.multiThreaded(ParkedEventsTest.SYSTEM, settings, ParkedEventsTest.PARKING);
        runner.start();
        return runner;
    }

    private static void quiet(Runner runner) throws InterruptedException {
        assertThat(runner.awaitQuiet(LONG)).isTrue();
    }

    @Test
    void whatWasParkedIsParkedForTheNextRunnerAndForWhoeverElseLooks() throws Exception {
        String fido;
        try (Runner runner = started()) {
            var school = runner.get(DogSchool.class);
            runner.get(Notes.class).refuse("sit");
            fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");
            quiet(runner);
        }
        try (Runner runner = started();
                var school = new DogSchool(settings);
                var notes = new Notes(settings)) {
            school.addTrick(fido, "jump");
            quiet(runner);
            assertThat(notes.all()).containsExactly("Fido");

            var parked = new ParkedEvents(Upstream.of(school), notes.downstream());
            assertThat(parked.retry(fido)).isEqualTo(2);
            school.addTrick(fido, "bow");
            quiet(runner);
            assertThat(notes.all()).containsExactly("Fido", "sit", "jump", "bow");
        }
    }
}
