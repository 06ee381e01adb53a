package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.NoticeListener;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.ParkedEvents;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.Runner;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process manager cannot react to is parked: events of others, and timers of its own. */
@Timeout(120)
final class ParkedReactionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(DogSchool.class, DogSchool::new),
                            Node.node(Bells.class, Bells::new)));

    @ParameterizedTest
    @EnumSource(RecorderKind.class)
    void eventsAndTimersAreParkedAndTriedAgain(RecorderKind recorder, @TempDir Path folder)
            throws Exception {
        Settings settings = recorder.in(folder).using(NoticeListener.class, notice -> {});
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings, ParkedEventsTest.PARKING)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            var bells = runner.get(Bells.class);
            bells.breakBells(true);
            String fido = school.registerDog("Fido");
            awaitEvents(bells, 1);
            school.addTrick(fido, "sit");
            assertThat(runner.awaitQuiet(LONG)).isTrue();

            List<ParkedEvents> parked = runner.parked();
            assertThat(parked).extracting(ParkedEvents::count).containsExactly(1L, 1L);
            assertThat(Bells.rung(bells)).isEmpty();
            bells.breakBells(false);
            for (ParkedEvents each : parked) {
                assertThat(each.keys()).hasSize(1);
                assertThat(each.retry(each.keys().getFirst())).isEqualTo(1);
            }
            assertThat(Bells.rung(bells)).containsExactlyInAnyOrder("welcome", "sit");
            school.addTrick(fido, "jump");
            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(Bells.rung(bells)).hasSize(3).endsWith("jump");
            assertThat(parked).extracting(ParkedEvents::count).containsOnly(0L);
        }
    }

    /** The timer elapses when it does. */
    private static void awaitEvents(Bells bells, int count) {
        try (var all = bells.events().subscribe(LogSelection.all())) {
            var each = all.iterator();
            for (int i = 0; i < count; i++) {
                each.next();
            }
        }
    }
}
