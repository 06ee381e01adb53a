package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.NoticeListener;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.ParkedEvents;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a policy cannot process is parked, tried again and given up, on every recorder. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class ParkedEventsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    static final FailurePolicy PARKING =
            FailurePolicy.defaults()
                    .withAttempts(2)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2))
                    .parking();
    static final EventSystem SYSTEM = following(Notes.class);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    ParkedEventsTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder).using(NoticeListener.class, notice -> {});
    }

    private static EventSystem following(Class<? extends Notes> type) {
        return EventSystem.of(
                Pipe.pipe(
                        Node.node(DogSchool.class, DogSchool::new),
                        type == Notes.class
                                ? Node.node(Notes.class, Notes::new)
                                : Node.node(Notes.InPartitions.class, Notes.InPartitions::new)));
    }

    private Runner started(EventSystem system, boolean hasThreads) {
        Runner runner =
                hasThreads
                        ? Runner.multiThreaded(system, settings, PARKING)
                        : Runner.singleThreaded(system, settings, PARKING);
        runner.start();
        return runner;
    }

    private static void quiet(Runner runner) throws InterruptedException {
        assertThat(runner.awaitQuiet(LONG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventIsParkedWithThoseBehindItAndTriedAgainInOrder(boolean hasThreads) throws Exception {
        try (Runner runner = started(SYSTEM, hasThreads)) {
            var school = runner.get(DogSchool.class);
            var notes = runner.get(Notes.class);
            notes.refuse("sit");
            String fido = school.registerDog("Fido");
            String rex = school.registerDog("Rex");
            school.addTrick(fido, "sit");
            school.addTrick(rex, "roll over");
            school.addTrick(fido, "jump");
            quiet(runner);

            assertThat(notes.all()).containsExactly("Fido", "Rex", "roll over");
            ParkedEvents parked = runner.parked().getFirst();
            assertThat(parked.keys()).containsExactly(fido);
            assertThat(parked.count()).isEqualTo(2);
            List<ParkedEvent> events = parked.read(0, 10);
            assertThat(events).extracting(ParkedEvent::position).containsExactly(3L, 5L);
            assertThat(events).extracting(ParkedEvent::isFailing).containsExactly(true, false);
            assertThat(events.getFirst().problem()).contains("IllegalStateException");
            assertThat(events.getFirst().attempts()).isEqualTo(2);
            assertThat(runner.status())
                    .extracting(FollowerStatus::state)
                    .containsExactly(State.LIVE);
            assertThat(runner.status()).extracting(FollowerStatus::lag).containsExactly(0L);

            assertThatIllegalStateException().isThrownBy(() -> parked.retry(fido));
            assertThat(parked.count()).isEqualTo(2);
            notes.refuseNothing();
            assertThat(parked.retry(fido)).isEqualTo(2);
            school.addTrick(fido, "bow");
            quiet(runner);
            assertThat(notes.of(fido)).containsExactly("Fido", "sit", "jump", "bow");
            assertThat(parked.count()).isZero();
        }
    }

    @Test
    void whatIsGivenUpNeverTakesEffectAndItsKeyIsFree() throws Exception {
        try (Runner runner = started(SYSTEM, true)) {
            var school = runner.get(DogSchool.class);
            runner.get(Notes.class).refuse("sit");
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");
            quiet(runner);

            ParkedEvents parked = runner.parked().getFirst();
            parked.evict(2);
            assertThatExceptionOfType(ParkedEventGoneException.class)
                    .isThrownBy(() -> parked.evict(2));
            school.addTrick(fido, "jump");
            quiet(runner);
            assertThat(runner.get(Notes.class).all()).containsExactly("Fido", "jump");
        }
    }

    @Test
    void ofEachPartitionTheParkedEventsAreFoundTogether() throws Exception {
        try (Runner runner = started(following(Notes.InPartitions.class), true)) {
            var school = runner.get(DogSchool.class);
            var notes = runner.get(Notes.InPartitions.class);
            notes.refuse("sit");
            List<String> dogs =
                    List.of("Fido", "Rex", "Max", "Bello", "Luna", "Ada").stream()
                            .map(school::registerDog)
                            .toList();
            dogs.forEach(dog -> school.addTrick(dog, "sit"));
            dogs.forEach(dog -> school.addTrick(dog, "jump"));
            quiet(runner);

            ParkedEvents parked = runner.parked().getFirst();
            assertThat(parked.keys()).containsExactlyInAnyOrderElementsOf(dogs);
            assertThat(parked.read(0, 100))
                    .extracting(ParkedEvent::position)
                    .containsExactly(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L);
            parked.evict(7);
            notes.refuseNothing();
            for (String dog : dogs) {
                parked.retry(dog);
            }
            assertThat(parked.count()).isZero();
            assertThat(notes.of(dogs.getFirst())).containsExactly("Fido", "jump");
            assertThat(notes.of(dogs.getLast())).containsExactly("Ada", "sit", "jump");
        }
    }
}
