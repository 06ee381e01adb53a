package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.domain.Recording;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Partitions;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;
import org.annals.system.SyncReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A system has the same effects however it is run, on every recorder. */
@ParameterizedClass
@MethodSource("everyWayOnEveryRecorder")
final class EveryRunnerTest {
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(2)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));
    private static final Node<DogSchool> DOGS = Node.node(DogSchool.class, DogSchool::new);
    private static final Node<Diary> DIARY = diary(EveryRunnerTest::writeTricks);
    private static final Node<Echo> ECHO = Node.node(Echo.class, Echo::new);

    private final RecorderKind recorder;
    private final RunningSystem.Way way;
    private final List<RunningSystem> opened = new ArrayList<>();
    private Settings settings = Settings.only(Map.of());

    EveryRunnerTest(RecorderKind recorder, RunningSystem.Way way) {
        this.recorder = recorder;
        this.way = way;
    }

    static Stream<Arguments> everyWayOnEveryRecorder() {
        return Arrays.stream(RecorderKind.values())
                .flatMap(
                        recorder ->
                                Arrays.stream(RunningSystem.Way.values())
                                        .map(way -> Arguments.of(recorder, way)));
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        settings = recorder.in(folder).using(NoticeListener.class, notice -> {});
    }

    @AfterEach
    void close() {
        opened.forEach(RunningSystem::close);
    }

    record Written(String what) {}

    private static DomainEvent<Written> written(String what) {
        return DomainEvent.of(new Written(what), EventDetails.none());
    }

    /** Writes down what its policy says. */
    private static class Diary extends ProcessApplication {
        private final BiConsumer<DomainEvent<?>, ProcessingEvent> policy;

        Diary(Settings settings, BiConsumer<DomainEvent<?>, ProcessingEvent> policy) {
            super(settings, EventTypes.of(Written.class));
            this.policy = policy;
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            policy.accept(event, processing);
        }

        List<String> all() {
            try (var all = events().read(LogSelection.all())) {
                return all.map(each -> ((Written) each.domainEvent().event()).what()).toList();
            }
        }
    }

    private static Node<Diary> diary(BiConsumer<DomainEvent<?>, ProcessingEvent> policy) {
        return Node.node(Diary.class, given -> new Diary(given, policy));
    }

    private static void writeTricks(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
            processing.collect(written(trick));
        }
    }

    /** Repeats what others write, up to a length. */
    private static final class Echo extends Diary {
        Echo(Settings settings) {
            super(settings, Echo::repeat);
        }

        private static void repeat(DomainEvent<?> event, ProcessingEvent processing) {
            if (event.event() instanceof Written(var what) && what.length() < 5) {
                processing.collect(written(what + "!"));
            }
        }
    }

    /** Counts tricks, and asks for nothing else. */
    private static final class Tricks extends Diary {
        Tricks(Settings settings) {
            super(
                    settings,
                    (event, processing) ->
                            processing.collect(written(event.event().getClass().getSimpleName())));
        }

        @Override
        protected Set<Class<?>> followedTypes() {
            return Set.of(Dog.Event.TrickAdded.class);
        }
    }

    private RunningSystem open(Pipe... pipes) {
        RunningSystem system = way.open(EventSystem.of(pipes), settings, QUICK);
        opened.add(system);
        return system;
    }

    private static List<String> tricks(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(each -> "trick " + each).toList();
    }

    private static String teach(RunningSystem system, int count) {
        var school = system.get(DogSchool.class);
        String dog = school.registerDog("Fido");
        tricks(count).forEach(trick -> school.addTrick(dog, trick));
        return dog;
    }

    private static long tracked(Application follower, String upstream) {
        return follower.events().recorder().trackedPosition(upstream);
    }

    private static DomainEvent<?> last(Application application) {
        try (var all = application.events().read(LogSelection.all())) {
            return all.map(Recording::domainEvent).reduce((one, next) -> next).orElseThrow();
        }
    }

    @Test
    void tenCommandsHaveTenEffectsInOrderInEachOfTwoFollowers() throws Exception {
        RunningSystem system =
                open(Pipe.pipe(DOGS, DIARY), Pipe.pipe(DOGS, Node.node(Tricks.class, Tricks::new)));
        system.start();
        teach(system, 10);
        system.awaitQuiet();

        assertThat(system.get(Diary.class).all()).isEqualTo(tricks(10));
        assertThat(system.get(Tricks.class).all()).hasSize(10).containsOnly("TrickAdded");
        assertThat(tracked(system.get(Tricks.class), "DogSchool")).isEqualTo(11);
    }

    @Test
    void whatIsRecordedBeforeTheStartIsProcessedAndWhatIsAfterIt() throws Exception {
        RunningSystem system = open(Pipe.pipe(DOGS, DIARY));
        var school = system.get(DogSchool.class);
        String dog = teach(system, 1);
        assertThat(system.get(Diary.class).all()).isEmpty();

        system.start();
        school.addTrick(dog, "trick 2");
        system.awaitQuiet();

        assertThat(system.get(Diary.class).all()).isEqualTo(tricks(2));
        assertThat(tracked(system.get(Diary.class), "DogSchool")).isEqualTo(3);
    }

    @Test
    void aPolicyThatCollectsNothingMovesThePlaceAlone() throws Exception {
        RunningSystem system = open(Pipe.pipe(DOGS, diary((event, processing) -> {})));
        system.start();
        teach(system, 2);
        system.awaitQuiet();

        assertThat(system.get(Diary.class).all()).isEmpty();
        assertThat(tracked(system.get(Diary.class), "DogSchool")).isEqualTo(3);
        assertThat(system.status()).allMatch(FollowerStatus::isHealthy);
    }

    @Test
    void whatFollowsHasItsCauseAndWhatTheChainBeganWith() throws Exception {
        RunningSystem system = open(Pipe.pipe(DOGS, diary(EveryRunnerTest::writeOk), ECHO));
        system.start();
        var school = system.get(DogSchool.class);
        Metadata.with(Map.of("user_id", "u1"), () -> school.registerDog("Fido"));
        system.awaitQuiet();

        DomainEvent<?> first = last(school);
        DomainEvent<?> second = last(system.get(Diary.class));
        DomainEvent<?> third = last(system.get(Echo.class));
        assertThat(first.metadata()).isEqualTo(Map.of("user_id", "u1"));
        assertThat(second.metadata())
                .containsEntry(Metadata.CAUSATION_ID, first.id().toString())
                .containsEntry(Metadata.CORRELATION_ID, first.id().toString());
        assertThat(third.metadata())
                .containsEntry(Metadata.CAUSATION_ID, second.id().toString())
                .containsEntry(Metadata.CORRELATION_ID, first.id().toString());
    }

    private static void writeOk(DomainEvent<?> event, ProcessingEvent processing) {
        processing.collect(written("ok"));
    }

    @Test
    void aLoopGoesRoundUntilNothingFollows() throws Exception {
        Node<Diary> answering =
                diary(
                        (event, processing) -> {
                            if (event.event() instanceof Written(var what) && what.length() < 5) {
                                processing.collect(written(what + "?"));
                            }
                        });
        RunningSystem system = open(Pipe.pipe(answering, ECHO, answering));
        system.start();
        system.get(Diary.class).save(written("a"));
        system.awaitQuiet();

        assertThat(system.get(Diary.class).all()).containsExactly("a", "a!?", "a!?!?");
        assertThat(system.get(Echo.class).all()).containsExactly("a!", "a!?!");
    }

    @Test
    void anApplicationMayFollowItself() throws Exception {
        RunningSystem system = open(Pipe.pipe(ECHO, ECHO));
        system.start();
        system.get(Echo.class).save(written("a"));
        system.awaitQuiet();

        assertThat(system.get(Echo.class).all()).containsExactly("a", "a!", "a!!", "a!!!", "a!!!!");
    }

    @Test
    void aPolicyThatFailsPausesAtTheEventAndOthersGoOn() throws Exception {
        var isWell = new AtomicBoolean();
        Node<Diary> failing =
                diary(
                        (event, processing) -> {
                            if (!isWell.get()) {
                                throw new IllegalStateException("refused on purpose");
                            }
                            writeTricks(event, processing);
                        });
        RunningSystem system =
                open(
                        Pipe.pipe(DOGS, failing),
                        Pipe.pipe(DOGS, Node.node(Tricks.class, Tricks::new)));
        system.start();
        teach(system, 3);

        assertThatIllegalStateException()
                .isThrownBy(system::awaitQuiet)
                .withMessage("refused on purpose");
        assertThat(system.get(Diary.class).all()).isEmpty();
        assertThat(tracked(system.get(Diary.class), "DogSchool")).isZero();
        assertThat(system.status()).filteredOn(each -> !each.isHealthy()).hasSize(1);

        isWell.set(true);
        system.resume();
        system.awaitQuiet();
        assertThat(system.get(Diary.class).all()).isEqualTo(tricks(3));
        assertThat(system.get(Tricks.class).all()).hasSize(3);
        assertThat(system.status()).allMatch(FollowerStatus::isHealthy);
    }

    @Test
    void aSaveThatConflictsForAReasonOfItsOwnIsReportedAndNotTracked() {
        RunningSystem system = open(Pipe.pipe(DOGS, Node.node(Doubling.class, Doubling::new)));
        system.start();
        teach(system, 0);

        assertThatExceptionOfType(VersionConflictException.class).isThrownBy(system::awaitQuiet);
        assertThat(tracked(system.get(Doubling.class), "DogSchool")).isZero();
        assertThat(system.status()).extracting(FollowerStatus::state).contains(State.PAUSED);
    }

    /** Teaches a dog of its own behind its own back. */
    private static final class Doubling extends ProcessApplication {
        private final String rex;

        Doubling(Settings settings) {
            super(settings, Dog.TYPE);
            Dog dog = Dog.register("Rex");
            save(dog);
            this.rex = dog.id();
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            Dog one = repository().get(Dog.class, rex);
            Dog other = repository().get(Dog.class, rex);
            one.addTrick("sit");
            other.addTrick("roll over");
            save(one);
            processing.collect(other);
        }
    }

    @Test
    void partitionsKeepTheOrderOfEachKeyAndLetEachEventTakeEffectOnce() throws Exception {
        RunningSystem system = open(Pipe.pipe(DOGS, Node.node(Lanes.class, Lanes::new)));
        system.start();
        List<String> dogs = IntStream.range(0, 4).mapToObj(each -> teach(system, 5)).toList();
        system.awaitQuiet();

        List<String> all = system.get(Lanes.class).all();
        assertThat(all).hasSize(20);
        for (String dog : dogs) {
            assertThat(all)
                    .filteredOn(each -> each.startsWith(dog))
                    .isEqualTo(tricks(5).stream().map(trick -> dog + " " + trick).toList());
        }
    }

    /** Writes down who has learned what, three at a time. */
    private static final class Lanes extends Diary {
        Lanes(Settings settings) {
            super(
                    settings,
                    (event, processing) -> {
                        if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
                            processing.collect(written(event.aggregateId() + " " + trick));
                        }
                    });
        }

        @Override
        protected Partitions partitions() {
            return Partitions.of(3);
        }
    }

    @Test
    void aSyncProcessesWhatIsThereOnce() {
        RunningSystem system = open(Pipe.pipe(DOGS, DIARY, ECHO));
        teach(system, 3);

        assertThat(system.sync()).extracting(SyncReport::processed).containsExactly(4L, 3L);
        assertThat(system.get(Diary.class).all()).isEqualTo(tricks(3));
        assertThat(system.sync()).extracting(SyncReport::processed).containsExactly(0L, 0L);
    }
}
