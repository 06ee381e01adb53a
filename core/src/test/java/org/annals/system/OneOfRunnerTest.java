package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.Application;
import org.annals.application.DogSchool;
import org.annals.application.NotificationLog;
import org.annals.domain.Dog;
import org.annals.following.FollowerStatus;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That an application of a system runs alone as it does among the others. */
final class OneOfRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final EventSystem SYSTEM =
            EventSystem.of(
                    pipe(
                            node(DogSchool.class, DogSchool::new),
                            node(Counting.class, Counting::new)));

    private final Settings settings =
            Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder());

    private static NotificationLog none(String name) {
        throw new AssertionError("The log of %s was asked for.".formatted(name));
    }

    @Test
    void itFollowsALogThatIsElsewhere() throws Exception {
        try (Runner leading =
                Runner.oneOf(SYSTEM, DogSchool.class, settings, OneOfRunnerTest::none)) {
            var school = leading.get(DogSchool.class);
            List<String> asked = new ArrayList<>();
            try (Runner following =
                    Runner.oneOf(
                            SYSTEM,
                            Counting.class,
                            settings,
                            name -> {
                                asked.add(name);
                                return school.notificationLog();
                            })) {
                assertThat(asked).containsExactly("DogSchool");
                leading.start();
                following.start();
                String fido = school.registerDog("Fido");
                school.addTrick(fido, "sit");

                assertThat(following.awaitQuiet(LONG)).isTrue();
                assertThat(following.get(Counting.class).tricksOf(fido)).isEqualTo(1);
                assertThat(following.status())
                        .extracting(FollowerStatus::upstream)
                        .containsExactly("DogSchool");
                assertThat(leading.status()).isEmpty();
            }
        }
    }

    @Test
    void itSyncsWithALogThatIsElsewhere() {
        try (var school = new DogSchool(settings);
                Runner following =
                        Runner.oneOf(
                                SYSTEM,
                                Counting.class,
                                settings,
                                name -> school.notificationLog())) {
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");

            assertThat(following.dryRun())
                    .containsExactly(new SyncReport("Counting", "DogSchool", 0, 1, null));
            assertThat(following.sync())
                    .containsExactly(new SyncReport("Counting", "DogSchool", 1, 0, null));
            assertThat(following.get(Counting.class).tricksOf(fido)).isEqualTo(1);
        }
    }

    @Test
    void itHasNoOtherApplicationAndLeavesTheLeadersEventsAlone() {
        List<String> opened = new ArrayList<>();
        PersistenceModule telling = new Telling(opened);
        try (var school = new DogSchool(settings);
                Runner following =
                        Runner.oneOf(
                                SYSTEM,
                                Counting.class,
                                settings.using(PersistenceModule.class, telling),
                                name -> school.notificationLog())) {
            assertThat(opened).containsExactly("Counting");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> following.get(DogSchool.class))
                    .withMessageContaining("DogSchool is not part of what is run here");
        }
    }

    private record Telling(List<String> opened) implements PersistenceModule {
        @Override
        public String name() {
            return "telling";
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Recorder open(NamedSettings named) {
            opened.add(named.applicationName());
            return MemoryRecorder.open(named.applicationName());
        }
    }

    @Test
    void whatCannotBeOpenedLeavesNothingOpen() {
        var failing = new IllegalStateException("no log");
        List<Counting> opened = new ArrayList<>();
        var system =
                EventSystem.of(
                        pipe(
                                node(DogSchool.class, DogSchool::new),
                                node(
                                        Counting.class,
                                        given -> {
                                            var counting = new Counting(given);
                                            opened.add(counting);
                                            return counting;
                                        })));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () ->
                                Runner.oneOf(
                                        system,
                                        Counting.class,
                                        settings,
                                        name -> {
                                            throw failing;
                                        }))
                .isSameAs(failing);
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> opened.getFirst().notificationLog().head());
    }

    @Test
    void whatIsNotPartOfTheSystemIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Runner.oneOf(
                                        SYSTEM,
                                        ProcessApplication.class,
                                        settings,
                                        OneOfRunnerTest::none))
                .withMessageContaining("which has DogSchool, Counting");
    }

    private static final class SecondSchool extends Application {
        private SecondSchool(Settings settings) {
            super("DogSchool", settings, Dog.TYPE);
        }
    }

    private static final class Recount extends Application {
        private Recount(Settings settings) {
            super("Counting", settings, Dog.TYPE);
        }
    }

    // They would share one place, and each would pass over events of the other.
    @Test
    void leadersOfOneNameAreRefusedAndSoIsOneOfTheFollowersName() {
        var counting = node(Counting.class, Counting::new);
        var schools =
                EventSystem.of(
                        pipe(node(DogSchool.class, DogSchool::new), counting),
                        pipe(node(SecondSchool.class, SecondSchool::new), counting));
        var counts = EventSystem.of(pipe(node(Recount.class, Recount::new), counting));
        try (var school = new DogSchool(settings)) {
            Map.of(schools, "'DogSchool'", counts, "'Counting'")
                    .forEach(
                            (system, name) -> {
                                assertThatExceptionOfType(ConfigurationException.class)
                                        .isThrownBy(
                                                () ->
                                                        Runner.oneOf(
                                                                system,
                                                                Counting.class,
                                                                settings,
                                                                asked -> school.notificationLog()))
                                        .withMessageContaining("both declare the name " + name);
                                assertThatExceptionOfType(ConfigurationException.class)
                                        .isThrownBy(() -> Runner.multiThreaded(system, settings))
                                        .withMessageContaining("both declare the name " + name);
                            });
        }
    }

    @Test
    void anApplicationCanFollowItself() throws Exception {
        var counting = node(Counting.class, Counting::new);
        var system = EventSystem.of(pipe(counting, counting));
        try (Runner runner =
                Runner.oneOf(system, Counting.class, settings, OneOfRunnerTest::none)) {
            runner.start();
            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(runner.status()).hasSize(1);
        }
    }
}
