package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.application.DogSchool;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.domain.Recording;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Transcoder;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.Eventually;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Systems run with the same effects, whoever runs them. */
final class RunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Node<DogSchool> DOGS = node(DogSchool.class, DogSchool::new);
    private static final Node<Counting> COUNTS = node(Counting.class, Counting::new);
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(3)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final Settings settings =
            Settings.only(Map.of())
                    .using(Transcoder.class, new RememberingTranscoder())
                    .using(NoticeListener.class, notices::add);
    private @Nullable Runner opened;

    /** How a system is run. */
    enum Kind {
        SINGLE_THREADED {
            @Override
            Runner open(EventSystem system, Settings settings) {
                return Runner.singleThreaded(system, settings, QUICK);
            }
        },
        MULTI_THREADED {
            @Override
            Runner open(EventSystem system, Settings settings) {
                return Runner.multiThreaded(system, settings, QUICK);
            }
        };

        abstract Runner open(EventSystem system, Settings settings);
    }

    record Noted(String what) {}

    /** A follower whose policy is the test's. */
    static class Noting extends ProcessApplication {
        private final BiConsumer<DomainEvent<?>, ProcessingEvent> policy;

        Noting(String name, Settings settings, BiConsumer<DomainEvent<?>, ProcessingEvent> policy) {
            super(name, settings, EventTypes.of(Noted.class));
            this.policy = policy;
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            policy.accept(event, processing);
        }

        List<String> notes() {
            try (var all = events().read(LogSelection.all())) {
                return all.map(each -> ((Noted) each.domainEvent().event()).what()).toList();
            }
        }
    }

    private static Node<Noting> noting(BiConsumer<DomainEvent<?>, ProcessingEvent> policy) {
        return node(Noting.class, given -> new Noting("Noting", given, policy));
    }

    private static DomainEvent<Noted> note(String what) {
        return DomainEvent.of(new Noted(what), EventDetails.none());
    }

    static void noteTricks(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
            processing.collect(note(trick));
        }
    }

    private Runner open(Kind kind, Pipe... pipes) {
        Runner runner = kind.open(EventSystem.of(pipes), settings);
        opened = runner;
        return runner;
    }

    @AfterEach
    void stop() {
        if (opened != null) {
            try {
                opened.stop();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("refused on purpose");
            }
        }
    }

    private static long tracked(Application follower, String upstream) {
        return follower.events().recorder().trackedPosition(upstream);
    }

    @Test
    void aSystemIsDefinedOnceAndRun() throws Exception {
        // @start region="run"
        var system = EventSystem.of(pipe(DOGS, COUNTS));
        try (Runner runner = Runner.singleThreaded(system, settings)) {
            runner.start();

            var school = runner.get(DogSchool.class);
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "roll over");

            assertThat(runner.get(Counting.class).tricksOf(fido)).isEqualTo(1);
        }
        // @end
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRecordedBeforeTheStartIsProcessedAndWhatIsAfterIt(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "sit");
        assertThat(runner.get(Counting.class).tricksOf(fido)).isZero();

        runner.start();
        school.addTrick(fido, "roll over");

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.get(Counting.class).tricksOf(fido)).isEqualTo(2);
        assertThat(tracked(runner.get(Counting.class), "DogSchool")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void tenCommandsHaveTenEffectsInOrderInEachFollower(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, noting(RunnerTest::noteTricks)), pipe(DOGS, COUNTS));
        runner.start();
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        for (int i = 0; i < 10; i++) {
            school.addTrick(fido, "trick " + i);
        }

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.get(Noting.class).notes())
                .containsExactly(
                        "trick 0", "trick 1", "trick 2", "trick 3", "trick 4", "trick 5", "trick 6",
                        "trick 7", "trick 8", "trick 9");
        assertThat(runner.get(Counting.class).tricksOf(fido)).isEqualTo(10);
    }

    @Test
    void inOneThreadTheEffectsAreThereWhenTheCommandReturns() {
        Runner runner = open(Kind.SINGLE_THREADED, pipe(DOGS, COUNTS));
        runner.start();
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");

        school.addTrick(fido, "sit");

        assertThat(runner.get(Counting.class).tricksOf(fido)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyThatCollectsNothingMovesTheTrackingAlone(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, noting((event, processing) -> {})));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        var noting = runner.get(Noting.class);
        assertThat(noting.notes()).isEmpty();
        Tracking tracking = noting.events().recorder().findTracking("DogSchool").orElseThrow();
        assertThat(tracking.position()).isEqualTo(1);
        assertThat(tracking.eventId()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void eventsThatAreNotFollowedArePassedAndTracked(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");
        runner.get(DogSchool.class).registerDog("Rex");

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        var counting = runner.get(Counting.class);
        assertThat(counting.events().recorder().head()).isZero();
        assertThat(tracked(counting, "DogSchool")).isEqualTo(2);
    }

    @Test
    void anEventThatIsProcessedAgainIsRefusedAndChangesNothing() {
        Runner runner = open(Kind.SINGLE_THREADED, pipe(DOGS, noting(RunnerTest::noteTricks)));
        runner.start();
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Fido"), "sit");
        var noting = runner.get(Noting.class);

        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(
                        () -> noting.downstream().process(List.of(), Tracking.of("DogSchool", 2)));
        assertThat(noting.notes()).containsExactly("sit");
        assertThat(tracked(noting, "DogSchool")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsIsRecordedWithItsCauseAndWhatTheChainBeganWith(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, noting(RunnerTest::noteTricks), COUNTS_OF_NOTES));
        runner.start();
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        Metadata.with(Map.of("user_id", "u1"), () -> school.addTrick(fido, "sit"));

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        DomainEvent<?> first = last(school);
        DomainEvent<?> second = last(runner.get(Noting.class));
        DomainEvent<?> third = last(runner.get(Echoing.class));
        assertThat(second.metadata())
                .isEqualTo(
                        Map.of(
                                Metadata.CAUSATION_ID, first.id().toString(),
                                Metadata.CORRELATION_ID, first.id().toString()));
        assertThat(third.metadata())
                .isEqualTo(
                        Map.of(
                                Metadata.CAUSATION_ID, second.id().toString(),
                                Metadata.CORRELATION_ID, first.id().toString()));
    }

    private static DomainEvent<?> last(Application application) {
        try (var all = application.events().read(LogSelection.all())) {
            return all.map(Recording::domainEvent).reduce((one, next) -> next).orElseThrow();
        }
    }

    private static final Node<Echoing> COUNTS_OF_NOTES = node(Echoing.class, Echoing::new);

    /** Records what it reads. */
    static final class Echoing extends Noting {
        Echoing(Settings settings) {
            super("Echoing", settings, Echoing::echo);
        }

        private static void echo(DomainEvent<?> event, ProcessingEvent processing) {
            if (event.event() instanceof Noted(var what)) {
                processing.collect(note("echo of " + what));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoopGoesRoundUntilNothingFollows(Kind kind) throws Exception {
        var noting =
                noting(
                        (event, processing) -> {
                            if (event.event() instanceof Noted(var what) && what.length() < 30) {
                                processing.collect(note(what + "!"));
                            }
                        });
        Runner runner = open(kind, pipe(noting, COUNTS_OF_NOTES, noting));
        runner.start();
        runner.get(Noting.class).save(note("a"));

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.get(Noting.class).notes())
                .containsExactly(
                        "a", "echo of a!", "echo of echo of a!!", "echo of echo of echo of a!!!");
        assertThat(runner.get(Echoing.class).notes()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreWrittenWithTheEventOrNotAtAll(Kind kind) throws Exception {
        var noting =
                noting(
                        (event, processing) -> {
                            noteTricks(event, processing);
                            processing.collect(
                                    transaction ->
                                            transaction
                                                    .as(MemoryTables.class)
                                                    .put("seen", event.id().toString(), "yes"));
                        });
        Runner runner = open(kind, pipe(DOGS, noting));
        runner.start();
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Fido"), "sit");

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        var recorder = (MemoryRecorder) runner.get(Noting.class).events().recorder();
        int rows = recorder.readTables(tables -> tables.rows("seen").size());
        assertThat(rows).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyThatFailsIsTriedAgainAndThenPausesAndOthersGoOn(Kind kind) throws Exception {
        var attempts = new AtomicInteger();
        var noting =
                noting(
                        (event, processing) -> {
                            attempts.incrementAndGet();
                            throw new IllegalStateException("refused on purpose");
                        });
        Runner runner = open(kind, pipe(DOGS, noting), pipe(DOGS, COUNTS));
        runner.start();
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "sit");

        assertThatIllegalStateException()
                .isThrownBy(() -> runner.watch(LONG))
                .withMessage("refused on purpose");
        assertThat(attempts).hasValue(3);
        FollowerStatus paused = runner.status().getFirst();
        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.position()).isZero();
        assertThat(paused.isHealthy()).isFalse();
        assertThat(paused.failure()).hasMessage("refused on purpose");
        assertThat(tracked(runner.get(Noting.class), "DogSchool")).isZero();
        Eventually.await(() -> runner.get(Counting.class).tricksOf(fido) > 0);
        var told =
                new Notice.FollowerPaused(
                        "Noting", "DogSchool", 1, "java.lang.IllegalStateException");
        Eventually.await(() -> notices.contains(told));
        assertThat(runner.watch(Duration.ZERO)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aPausedFollowerGoesOnWhenItIsResumed(Kind kind) throws Exception {
        var failing = new AtomicInteger(3);
        var noting =
                noting(
                        (event, processing) -> {
                            if (failing.getAndDecrement() > 0) {
                                throw new IllegalStateException("refused on purpose");
                            }
                            noteTricks(event, processing);
                        });
        Runner runner = open(kind, pipe(DOGS, noting));
        runner.start();
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Fido"), "sit");
        assertThatIllegalStateException().isThrownBy(() -> runner.watch(LONG));

        runner.resume();

        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.get(Noting.class).notes()).containsExactly("sit");
        assertThat(runner.status().getFirst().failure()).isNull();
        assertThat(runner.status().getFirst().isHealthy()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoAwaitsIsThrownWhatAFollowerPausedAt(Kind kind) {
        Runner runner =
                open(
                        kind,
                        pipe(
                                DOGS,
                                noting(
                                        (event, processing) -> {
                                            throw new IllegalStateException("refused on purpose");
                                        })));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");

        assertThatIllegalStateException().isThrownBy(() -> runner.awaitQuiet(LONG));
    }

    @ParameterizedTest
    @EnumSource
    void stopThrowsWhatNobodyWasThrownYet(Kind kind) throws Exception {
        Runner runner =
                open(
                        kind,
                        pipe(
                                DOGS,
                                noting(
                                        (event, processing) -> {
                                            throw new IllegalStateException("refused on purpose");
                                        })));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");
        Eventually.await(() -> runner.status().getFirst().state() == State.PAUSED);

        assertThatIllegalStateException()
                .isThrownBy(() -> runner.stop())
                .withMessage("refused on purpose");
        runner.stop();
        assertThat(runner.status().getFirst().state()).isNotEqualTo(State.LIVE);
    }

    // Else it would wait for itself, interrupt itself, and wait again.
    @Test
    void aPolicyThatStopsItsRunnerDoesNotWaitForItself() {
        var runner = new AtomicReference<Runner>();
        var interrupted = new AtomicReference<Boolean>();
        runner.set(
                open(
                        Kind.MULTI_THREADED,
                        pipe(
                                DOGS,
                                noting(
                                        (event, processing) -> {
                                            requireNonNull(runner.get()).close();
                                            interrupted.set(Thread.currentThread().isInterrupted());
                                        }))));
        Runner opened = requireNonNull(runner.get());
        opened.start();
        opened.get(DogSchool.class).registerDog("Fido");

        Eventually.await(() -> interrupted.get() != null);
        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void aWaitMayBeAsLongAsADurationCanBe() throws Exception {
        Runner runner = open(Kind.MULTI_THREADED, pipe(DOGS, COUNTS));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");

        assertThat(runner.awaitQuiet(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        runner.stop();
        assertThat(runner.watch(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void leavingTheScopeHidesNoExceptionOfItsBody(Kind kind) {
        var refusing =
                noting(
                        (event, processing) -> {
                            throw new IllegalStateException("refused on purpose");
                        });

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> {
                            try (Runner runner =
                                    kind.open(EventSystem.of(pipe(DOGS, refusing)), settings)) {
                                runner.start();
                                runner.get(DogSchool.class).registerDog("Fido");
                                runner.awaitQuiet(LONG);
                            }
                        })
                .withMessage("refused on purpose");
    }

    @ParameterizedTest
    @EnumSource
    void aSaveThatConflictsForAReasonOfItsOwnIsReportedAndNotTracked(Kind kind) throws Exception {
        var noting = node(Conflicting.class, Conflicting::new);
        Runner runner = open(kind, pipe(DOGS, noting));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> runner.watch(LONG));
        assertThat(tracked(runner.get(Conflicting.class), "DogSchool")).isZero();
    }

    /** Registers the same dog for each event. */
    static final class Conflicting extends ProcessApplication {
        Conflicting(Settings settings) {
            super(settings, Dog.TYPE);
            save(Dog.registerAs("dog-1", "Rex"));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            processing.collect(Dog.registerAs("dog-1", "Rex again"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunnerIsStartedOnceAndKnowsItsApplications(Kind kind) {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        runner.start();

        assertThatIllegalStateException().isThrownBy(() -> runner.start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runner.get(Noting.class))
                .withMessageContaining("DogSchool, Counting");
        runner.stop();
        assertThatIllegalStateException().isThrownBy(() -> runner.start());
    }

    @ParameterizedTest
    @EnumSource
    void aConstructorThatFailsSurfacesAndClosesWhatWasOpened(Kind kind) {
        var failing =
                node(
                        Noting.class,
                        given -> {
                            throw new IllegalStateException("no such thing");
                        });

        assertThatIllegalStateException()
                .isThrownBy(() -> kind.open(EventSystem.of(pipe(DOGS, failing)), settings))
                .withMessage("no such thing");
    }

    @ParameterizedTest
    @EnumSource
    void stoppingEndsAFollowerThatWaits(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");
        assertThat(runner.awaitQuiet(LONG)).isTrue();

        runner.stop();

        assertThat(runner.watch(LONG)).isTrue();
    }

    @Test
    void stoppingEndsAPolicyThatHangs() throws Exception {
        var hangs = new CountDownLatch(1);
        var noting =
                noting(
                        (event, processing) -> {
                            hangs.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException("refused on purpose", e);
                            }
                        });
        Runner runner = open(Kind.MULTI_THREADED, pipe(DOGS, noting));
        runner.start();
        runner.get(DogSchool.class).registerDog("Fido");
        assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();

        try {
            runner.stop();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("refused on purpose");
        }

        assertThat(runner.status().getFirst().state()).isEqualTo(State.STOPPED);
    }

    /** A school of which only tricks are looked for at once. */
    static final class PatientSchool extends Application {
        PatientSchool(Settings settings) {
            super("PatientSchool", settings, Dog.TYPE);
        }

        @Override
        protected Set<Class<?>> wakingTypes() {
            return Set.of(Dog.Event.TrickAdded.class);
        }
    }

    @Test
    void whatWakesFollowersChangesWhenTheyLookAndNotWhatTheySee() {
        Node<PatientSchool> patient = node(PatientSchool.class, PatientSchool::new);
        var system =
                EventSystem.of(
                        pipe(
                                patient,
                                noting(
                                        (event, processing) ->
                                                processing.collect(
                                                        note(
                                                                event.event()
                                                                        .getClass()
                                                                        .getSimpleName())))));
        try (Runner runner = Runner.singleThreaded(system, settings)) {
            runner.start();
            Dog fido = Dog.register("Fido");
            runner.get(PatientSchool.class).save(fido);
            assertThat(runner.get(Noting.class).notes()).isEmpty();

            fido.addTrick("sit");
            runner.get(PatientSchool.class).save(fido);
            assertThat(runner.get(Noting.class).notes())
                    .containsExactly("Registered", "TrickAdded");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyMayDecideOnAConditionThatIsJudgedWithThePlace(Kind kind) throws Exception {
        var attempts = new AtomicInteger();
        Node<Noting> deciding =
                noting(
                        (event, processing) -> {
                            if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
                                // At first it decides on what it has not read.
                                long read = attempts.getAndIncrement() == 0 ? 0 : Long.MAX_VALUE;
                                processing.requireThat(
                                        AppendCondition.failIfMatching(Query.all()).after(read));
                                processing.collect(note(trick));
                            } else {
                                processing.collect(note("dog"));
                            }
                        });
        Runner runner = open(kind, pipe(DOGS, deciding));
        runner.start();
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Fido"), "sit");
        // A follower in the thread of the command tries again at the next one.
        for (int i = 0; i < 2; i++) {
            assertThat(runner.awaitQuiet(LONG)).isTrue();
        }

        assertThat(runner.get(Noting.class).notes()).containsExactly("dog", "sit");
        assertThat(attempts).hasValue(2);
        assertThat(tracked(runner.get(Noting.class), "DogSchool")).isEqualTo(2);
    }

    @Test
    void whatWasOvercomeIsThrownByNobody() throws Exception {
        for (int round = 0; round < 200; round++) {
            var attempts = new AtomicInteger();
            Node<Noting> failing =
                    noting(
                            (event, processing) -> {
                                if (attempts.getAndIncrement() == 0) {
                                    throw new IllegalArgumentException("overcome");
                                }
                            });
            try (Runner runner =
                    Kind.MULTI_THREADED.open(EventSystem.of(pipe(DOGS, failing)), settings)) {
                runner.start();
                runner.get(DogSchool.class).registerDog("Fido");
                assertThat(runner.awaitQuiet(LONG)).isTrue();
                runner.stop();
            }
        }
    }
}
