package org.annals.examples.guide;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.DomainEvent;
import org.annals.domain.Metadata;
import org.annals.domain.Recording;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.NotificationLogReader;
import org.annals.following.ParkedEvents;
import org.annals.persistence.LogSelection;
import org.annals.persistence.ParkedEvent;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.ProcessingEvent;
import org.annals.system.Runner;
import org.annals.system.SyncReport;
import org.annals.testkit.scenario.Scenario;
import org.annals.testkit.simulation.Ordeal;
import org.annals.testkit.simulation.Simulation;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The code of the page on systems. */
final class SystemsTest {
    private final Settings settings = Settings.only(Map.of());

    // @start region="system"
    static final EventSystem SYSTEM =
            EventSystem.of(
                    pipe(
                            node(DogSchool.class, DogSchool::new),
                            node(Certificates.class, Certificates::new)));

    // @end

    @Test
    void aPolicyByItself() {
        // @start region="scenario"
        Scenario.ofPolicy(Certificates::new)
                .given(new Dog.Event.Registered("Fido"))
                .when(new Dog.Event.TrickAdded("sit"))
                .then(new Certificate.Event.Opened(), new Certificate.Event.TrickNoted("sit"));
        // @end
    }

    @Test
    void whateverCrashes() {
        // @start region="simulation"
        Simulation.of(SYSTEM)
                .when(
                        sim -> {
                            var school = sim.get(DogSchool.class);
                            String fido = school.registerDog("Fido");
                            school.addTrick(fido, "sit");
                            sim.advance(Duration.ofHours(1));
                            school.addTrick(fido, "roll over");
                            return "of-" + fido;
                        })
                .then(
                        (sim, id) -> {
                            var certificates = sim.get(Certificates.class).repository();
                            assertThat(certificates.get(Certificate.class, id).tricks())
                                    .containsExactly("sit", "roll over");
                        });
        // @end
        // @start region="ordeal"
        Simulation again = Simulation.of(SYSTEM).only(Ordeal.crashAfter(2));
        // @end
        again.when(sim -> sim.get(DogSchool.class).registerDog("Fido"))
                .then((sim, id) -> assertThat(id).isNotEmpty());
    }

    @Test
    void inTheThreadOfTheCommand() {
        // @start region="single"
        try (Runner runner = Runner.singleThreaded(SYSTEM, settings)) {
            runner.start();

            var school = runner.get(DogSchool.class);
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "roll over");

            var certificates = runner.get(Certificates.class).repository();
            assertThat(certificates.get(Certificate.class, "of-" + fido).tricks())
                    .containsExactly("roll over");
        }
        // @end
    }

    @Test
    void inPartitions() throws Exception {
        var system =
                EventSystem.of(
                        pipe(
                                node(DogSchool.class, DogSchool::new),
                                node(BusyCertificates.class, BusyCertificates::new)));
        try (Runner runner = Runner.multiThreaded(system, settings)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "roll over");
            runner.awaitQuiet(Duration.ofSeconds(10));

            var certificates = runner.get(BusyCertificates.class).repository();
            assertThat(certificates.get(Certificate.class, "of-" + fido).tricks())
                    .containsExactly("roll over");
            assertThat(runner.status())
                    .extracting(FollowerStatus::follower)
                    .contains("BusyCertificates#3/8");
        }
    }

    @Test
    void inThreadsOfItsOwn() throws Exception {
        // @start region="multi"
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings)) {
            runner.start();

            var school = runner.get(DogSchool.class);
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "roll over");
            runner.awaitQuiet(Duration.ofSeconds(10));

            var certificates = runner.get(Certificates.class).repository();
            assertThat(certificates.get(Certificate.class, "of-" + fido).tricks())
                    .containsExactly("roll over");
        }
        // @end
    }

    @Test
    void onceInAWhile() {
        // @start region="sync"
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings)) {
            for (SyncReport each : runner.sync()) {
                System.out.println(each.follower() + ": " + each.processed());
            }
        }
        // @end
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings)) {
            assertThat(runner.dryRun())
                    .containsExactly(new SyncReport("Certificates", "DogSchool", 0, 0, null));
        }
    }

    @Test
    void whatFollowsSaysFromWhat() {
        try (Runner runner = Runner.singleThreaded(SYSTEM, settings)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            school.addTrick(school.registerDog("Fido"), "roll over");
            var recorded = school.events().read(LogSelection.all()).toList();
            var following =
                    runner.get(Certificates.class).events().read(LogSelection.all()).toList();

            // @start region="causes"
            DomainEvent<?> cause = recorded.getLast().domainEvent();
            DomainEvent<?> effect = following.getLast().domainEvent();
            assertThat(effect.metadata())
                    .containsEntry(Metadata.CAUSATION_ID, cause.id().toString());
            // @end
            assertThat(following).extracting(Recording::position).containsExactly(1L, 2L);
        }
    }

    @Test
    void itDrawsItself() {
        assertThat(SYSTEM.mermaid())
                .isEqualTo(
                        """
                        flowchart LR
                            DogSchool[DogSchool]
                            Certificates([Certificates])
                            DogSchool --> Certificates
                        """);
    }

    @Test
    void aPolicyThatFails() {
        // @start region="failures"
        var patient =
                FailurePolicy.defaults()
                        .withAttempts(10)
                        .withPauses(Duration.ofMillis(100), Duration.ofSeconds(10));
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings, patient)) {
            runner.start();
            for (FollowerStatus each : runner.status()) {
                if (each.state() == State.PAUSED) {
                    System.err.println(each.follower() + " at " + each.position());
                }
            }
            // @end
            assertThat(runner.status()).hasSize(1);
            // @start region="resume"
            runner.resume();
            // @end
        }
    }

    @Test
    void whatFailsMayBeParked() {
        // @start region="parking"
        Runner runner = Runner.multiThreaded(SYSTEM, settings, FailurePolicy.defaults().parking());
        // @end
        try (runner) {
            assertThat(runner.parked()).hasSize(1);
        }
    }

    /** Certificates that somebody has yet to mend. */
    private static final class Broken extends Certificates {
        private final AtomicBoolean isMended = new AtomicBoolean();

        Broken(Settings settings) {
            super(settings);
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            if (!isMended.get()) {
                throw new IllegalStateException("broken on purpose");
            }
            super.policy(event, processing);
        }
    }

    @Test
    void whatIsParkedIsTriedAgainInOrder() throws Exception {
        var system =
                EventSystem.of(
                        pipe(
                                node(DogSchool.class, DogSchool::new),
                                node(Broken.class, Broken::new)));
        FailurePolicy parking = FailurePolicy.defaults().withAttempts(1).parking();
        try (Runner runner = Runner.multiThreaded(system, settings, parking)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "sit");
            school.addTrick(fido, "roll over");
            runner.awaitQuiet(Duration.ofSeconds(10));
            assertThat(runner.parked().getFirst().count()).isEqualTo(2);

            runner.get(Broken.class).isMended.set(true);
            // @start region="parked"
            for (ParkedEvents parked : runner.parked()) {
                for (ParkedEvent each : parked.read(0, 100)) {
                    System.err.println(each.key() + ": " + each.problem());
                }
                for (String key : parked.keys()) {
                    parked.retry(key);
                }
            }
            // @end
            assertThat(runner.parked().getFirst().count()).isZero();
            var certificates = runner.get(Broken.class).repository();
            assertThat(certificates.get(Certificate.class, "of-" + fido).tricks())
                    .containsExactly("sit", "roll over");
        }
    }

    @Test
    void aLogIsReadToItsEnd() {
        try (var school = new DogSchool(settings)) {
            school.registerDog("Fido");
            // @start region="reader"
            var reader = new NotificationLogReader(school.notificationLog());
            long count = reader.read(1).count();
            // @end
            assertThat(count).isOne();
        }
    }

    @Test
    void aProcessThatTakesMonths() {
        // @start region="months"
        Scenario.ofPolicy(Reminders::new)
                .given(new Dog.Event.Registered("Fido"))
                .passed(Duration.ofDays(29))
                .given(new Dog.Event.TrickAdded("sit"))
                .whenPassed(Duration.ofDays(29))
                .thenNothing();
        Scenario.ofPolicy(Reminders::new)
                .given(new Dog.Event.Registered("Fido"))
                .whenPassed(Duration.ofDays(30))
                .then(new Lessons.Reminded());
        // @end
        Scenario.ofPolicy(Reminders::new)
                .given(new Dog.Event.Registered("Fido"))
                .passed(Duration.ofDays(30))
                .passed(Duration.ofDays(30))
                .whenPassed(Duration.ofDays(30))
                .then(new Lessons.Reminded())
                .thenTimers();
    }

    @Test
    void whatAHealthCheckAsks() throws Exception {
        try (Runner runner = Runner.multiThreaded(SYSTEM, settings)) {
            runner.start();
            runner.awaitQuiet(Duration.ofSeconds(10));
            // @start region="health"
            List<FollowerStatus> followers = runner.status();
            boolean isHealthy = followers.stream().allMatch(FollowerStatus::isHealthy);
            long lag = followers.stream().mapToLong(FollowerStatus::lag).max().orElse(0);
            long parked = runner.parked().stream().mapToLong(ParkedEvents::count).sum();
            // @end
            assertThat(isHealthy).isTrue();
            assertThat(lag).isZero();
            assertThat(parked).isZero();
        }
    }
}
