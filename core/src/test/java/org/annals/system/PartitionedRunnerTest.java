package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.DogSchool;
import org.annals.application.NoticeListener;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.following.Downstream;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.Partitions;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Transcoder;
import org.annals.recording.Eventually;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Policies run side by side in partitions, and one at a time in each. */
@Timeout(60)
final class PartitionedRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Node<DogSchool> DOGS = node(DogSchool.class, DogSchool::new);
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(2)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    private final Settings settings =
            Settings.only(Map.of())
                    .using(Transcoder.class, new RememberingTranscoder())
                    .using(NoticeListener.class, notice -> {});
    private final List<Runner> opened = new ArrayList<>();

    /** Counts the tricks of each dog, dogs side by side. */
    private static class Apart extends Counting {
        private final Partitions partitions;

        Apart(Settings settings, Partitions partitions) {
            super(settings);
            this.partitions = partitions;
        }

        @Override
        protected Partitions partitions() {
            return partitions;
        }
    }

    private static Node<Apart> apart(int count) {
        return node(Apart.class, given -> new Apart(given, Partitions.of(count)));
    }

    private Runner open(Runner runner) {
        opened.add(runner);
        return runner;
    }

    @AfterEach
    void close() {
        opened.forEach(Runner::close);
    }

    private static List<String> dogs(DogSchool school, int count) {
        return IntStream.range(0, count).mapToObj(each -> school.registerDog("Fido")).toList();
    }

    @Test
    void inOneThreadEveryPartitionHasDoneItsWorkWhenTheCommandReturns() {
        Runner runner = open(Runner.singleThreaded(EventSystem.of(pipe(DOGS, apart(3))), settings));
        runner.start();
        var school = runner.get(DogSchool.class);

        for (String dog : dogs(school, 9)) {
            school.addTrick(dog, "sit");
            assertThat(runner.get(Apart.class).tricksOf(dog)).isEqualTo(1);
        }

        assertThat(runner.status())
                .extracting(FollowerStatus::follower)
                .containsExactly("Apart#1/3", "Apart#2/3", "Apart#3/3");
        assertThat(runner.status()).extracting(FollowerStatus::lag).containsOnly(0L);
        assertThat(runner.status().stream().mapToLong(FollowerStatus::processed).sum())
                .isEqualTo(9);
    }

    @Test
    void inSeveralThreadsEachEventTakesEffectOnce() throws Exception {
        Runner runner = open(Runner.multiThreaded(EventSystem.of(pipe(DOGS, apart(4))), settings));
        var school = runner.get(DogSchool.class);
        List<String> dogs = dogs(school, 10);
        runner.start();
        for (int round = 0; round < 20; round++) {
            dogs.forEach(dog -> school.addTrick(dog, "sit"));
        }

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(dogs)
                .allSatisfy(dog -> assertThat(runner.get(Apart.class).tricksOf(dog)).isEqualTo(20));
    }

    /** Waits in its policy until two are in it. */
    private static final class Meeting extends Apart {
        final CountDownLatch both = new CountDownLatch(2);

        Meeting(Settings settings) {
            super(settings, Partitions.of(2));
        }

        @Override
        protected Set<Class<?>> followedTypes() {
            return Set.of();
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void partitionsWorkSideBySide() throws Exception {
        Runner runner =
                open(
                        Runner.multiThreaded(
                                EventSystem.of(pipe(DOGS, node(Meeting.class, Meeting::new))),
                                settings));
        dogs(runner.get(DogSchool.class), 20);

        runner.start();

        assertThat(runner.awaitQuiet(LONG)).as("two policies have met").isTrue();
    }

    /** Stays in its policy for as long as it must. */
    private static final class Staying extends Apart {
        private final CountDownLatch inside;
        private final CountDownLatch mayLeave;

        Staying(Settings settings, CountDownLatch inside, CountDownLatch mayLeave) {
            super(settings, Partitions.of(2));
            this.inside = inside;
            this.mayLeave = mayLeave;
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            inside.countDown();
            try {
                mayLeave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void inOnePartitionPoliciesWaitForEachOtherWhicheverTheUpstream() throws Exception {
        var inside = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        try (var application = new Staying(settings, inside, mayLeave)) {
            var turns = new OneAtATime(application, null);
            DomainEvent<?> event =
                    DomainEvent.of(new Dog.Event.Registered("Fido"), EventDetails.none());
            Thread first = process(turns, Tracking.of("One#1/2", 1), event);
            inside.await();
            Thread second = process(turns, Tracking.of("Other#1/2", 1), event);
            Eventually.await(() -> second.getState() == Thread.State.WAITING);
            turns.process(List.of(), Tracking.of("Other#2/2", 1));

            assertThat(turns.findTracking("Other#1/2")).isEmpty();
            mayLeave.countDown();
            first.join();
            second.join();
            assertThat(turns.findTracking("Other#1/2")).isPresent();
        }
    }

    private static Thread process(OneAtATime turns, Tracking tracking, DomainEvent<?> event) {
        var incoming = new Downstream.Incoming(tracking, List.of(event));
        return Thread.ofPlatform().start(() -> turns.process(List.of(incoming), tracking));
    }

    /** Refuses bad tricks. */
    private static final class Picky extends Apart {
        Picky(Settings settings) {
            super(settings, Partitions.of(3));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            if (event.event().equals(new Dog.Event.TrickAdded("bad"))) {
                throw new IllegalStateException("refused");
            }
            super.policy(event, processing);
        }
    }

    @Test
    void whatIsParkedIsToldForAllPartitionsTogether() {
        Runner runner =
                open(
                        Runner.singleThreaded(
                                EventSystem.of(pipe(DOGS, node(Picky.class, Picky::new))),
                                settings,
                                QUICK.parking()));
        runner.start();
        var school = runner.get(DogSchool.class);
        List<String> dogs = dogs(school, 9);

        dogs.forEach(dog -> school.addTrick(dog, "bad"));
        dogs.forEach(dog -> school.addTrick(dog, "sit"));

        ParkedEvents parked = runner.parked().getFirst();
        assertThat(runner.parked()).hasSize(1);
        assertThat(parked.count()).isEqualTo(18);
        assertThat(parked.keys()).containsExactlyInAnyOrderElementsOf(dogs);
        assertThat(parked.read(0, 9)).extracting(ParkedEvent::position).isSorted();
        assertThat(parked.read(0, 18))
                .extracting(ParkedEvent::upstream)
                .containsOnly("DogSchool#1/3", "DogSchool#2/3", "DogSchool#3/3");
        parked.read(0, 9).forEach(each -> parked.evict(each.position()));
        dogs.forEach(dog -> assertThat(parked.retry(dog)).isEqualTo(1));
        assertThat(runner.get(Picky.class).tricksOf(dogs.getFirst())).isEqualTo(1);
    }

    /** Opens one recorder for all, which stays open. */
    private record Shared(MemoryRecorder recorder) implements PersistenceModule {
        @Override
        public String name() {
            return "shared";
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Recorder open(NamedSettings settings) {
            return settings.applicationName().equals("Apart")
                    ? recorder
                    : MemoryRecorder.open(settings.applicationName());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartInOtherPartitionsIsRefused(boolean isSingle) {
        var recorder = MemoryRecorder.open("Apart");
        Settings kept = settings.using(PersistenceModule.class, new Shared(recorder));
        Runner before = open(Runner.singleThreaded(EventSystem.of(pipe(DOGS, apart(4))), kept));
        before.start();
        EventSystem other = EventSystem.of(pipe(DOGS, apart(8)));
        Runner after =
                open(
                        isSingle
                                ? Runner.singleThreaded(other, kept)
                                : Runner.multiThreaded(other, kept));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(after::start)
                .withMessage(
                        "'DogSchool' is followed in 4 partitions, and is now to be followed in 8 partitions: some events would be lost, and others take effect twice. Follow it in 4 partitions; a view can be built anew in others, under another version.");
        String dog = after.get(DogSchool.class).registerDog("Fido");
        after.get(DogSchool.class).addTrick(dog, "sit");
        assertThat(after.get(Apart.class).tricksOf(dog)).isZero();
    }
}
