package org.annals.system;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.DogSchool;
import org.annals.application.NoticeListener;
import org.annals.domain.TriggerScope;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.system.RunnerTest.Echoing;
import org.annals.system.RunnerTest.Kind;
import org.annals.system.RunnerTest.Noting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A runner that is not started processes what is there, once, and says what it has done. */
final class SyncTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Node<DogSchool> DOGS = node(DogSchool.class, DogSchool::new);
    private static final Node<Counting> COUNTS = node(Counting.class, Counting::new);
    private static final Node<Echoing> ECHOES = node(Echoing.class, Echoing::new);
    private static final Pipe CHAIN = pipe(DOGS, noting(new AtomicBoolean()), ECHOES);

    private final Settings settings =
            Settings.only(Map.of())
                    .using(Transcoder.class, new RememberingTranscoder())
                    .using(NoticeListener.class, notice -> {});
    private @Nullable Runner opened;

    /** Its policy fails as long as it is told to. */
    private static Node<Noting> noting(AtomicBoolean fails) {
        return node(
                Noting.class,
                given ->
                        new Noting(
                                "Noting",
                                given,
                                (event, processing) -> {
                                    if (fails.get()) {
                                        throw new IllegalStateException("refused on purpose");
                                    }
                                    RunnerTest.noteTricks(event, processing);
                                }));
    }

    private Runner open(Kind kind, Pipe... pipes) {
        Runner runner = kind.open(EventSystem.of(pipes), settings);
        opened = runner;
        var school = runner.get(DogSchool.class);
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "sit");
        school.addTrick(fido, "roll over");
        return runner;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static SyncReport done(String follower, String upstream, long processed) {
        return new SyncReport(follower, upstream, processed, 0, null);
    }

    private static SyncReport waiting(String follower, String upstream, long backlog) {
        return new SyncReport(follower, upstream, 0, backlog, null);
    }

    @ParameterizedTest
    @EnumSource
    void allFollowersProcessWhatIsThereAndWhatFollowsFromIt(Kind kind) {
        Runner runner = open(kind, CHAIN, pipe(DOGS, COUNTS));

        assertThat(runner.sync())
                .containsExactly(
                        done("Noting", "DogSchool", 3),
                        done("Echoing", "Noting", 2),
                        done("Counting", "DogSchool", 2))
                .allMatch(SyncReport::isDone);
        assertThat(runner.get(Echoing.class).notes())
                .containsExactly("echo of sit", "echo of roll over");
        assertThat(runner.sync()).extracting(SyncReport::processed).containsExactly(0L, 0L, 0L);
    }

    @ParameterizedTest
    @EnumSource
    void whatAFollowerLaterInTheDefinitionRecordsIsProcessedToo(Kind kind) {
        Runner runner = open(kind, pipe(noting(new AtomicBoolean()), ECHOES), pipe(DOGS, CHAINED));

        assertThat(runner.sync())
                .containsExactly(done("Echoing", "Noting", 2), done("Noting", "DogSchool", 3));
    }

    private static final Node<Noting> CHAINED = noting(new AtomicBoolean());

    @ParameterizedTest
    @EnumSource
    void namedFollowersProcessAndTheOthersDoNot(Kind kind) {
        Runner runner = open(kind, CHAIN, pipe(DOGS, COUNTS));

        assertThat(runner.sync("Counting", "Echoing"))
                .containsExactly(done("Echoing", "Noting", 0), done("Counting", "DogSchool", 2));
        assertThat(runner.get(Noting.class).notes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownNameIsRefusedWithTheKnownOnesAndNothingIsDone(Kind kind) {
        Runner runner = open(kind, CHAIN, pipe(DOGS, COUNTS));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> runner.sync("Counting", "DogSchool"))
                .withMessage(
                        "No application 'DogSchool' follows others here. Those that do: Counting, Echoing, Noting.");
        assertThatIllegalArgumentException().isThrownBy(() -> runner.dryRun("Couting"));
        assertThat(runner.dryRun("Counting")).containsExactly(waiting("Counting", "DogSchool", 2));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFailsDoesNotStopTheOthersAndIsTriedAgainNextTime(Kind kind) {
        var fails = new AtomicBoolean(true);
        Runner runner = open(kind, pipe(DOGS, noting(fails)), pipe(DOGS, COUNTS));

        List<SyncReport> reports = runner.sync();

        SyncReport failed = reports.getFirst();
        assertThat(failed.failure()).hasMessage("refused on purpose");
        assertThat(failed.processed()).isZero();
        assertThat(failed.backlog()).isEqualTo(3);
        assertThat(failed.isDone()).isFalse();
        assertThat(reports.getLast()).isEqualTo(done("Counting", "DogSchool", 2));

        fails.set(false);
        assertThat(runner.sync().getFirst()).isEqualTo(done("Noting", "DogSchool", 3));
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunCountsAndLeavesNoTrace(Kind kind) {
        Runner runner = open(kind, CHAIN, pipe(DOGS, COUNTS));
        List<FollowerStatus> before = runner.status();
        Recorder noting = runner.get(Noting.class).events().recorder();

        assertThat(runner.dryRun())
                .containsExactly(
                        waiting("Noting", "DogSchool", 3),
                        waiting("Echoing", "Noting", 0),
                        waiting("Counting", "DogSchool", 2));
        assertThat(noting.head()).isZero();
        assertThat(noting.findTracking("DogSchool")).isEmpty();
        assertThat(runner.status())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("inState", "rate")
                .isEqualTo(before);
        runner.sync("Noting");
        assertThat(runner.dryRun("Noting", "Echoing"))
                .containsExactly(
                        waiting("Noting", "DogSchool", 0), waiting("Echoing", "Noting", 2));
    }

    @ParameterizedTest
    @EnumSource
    void leasesAreGivenBackAndThoseOfOthersAreLeftAlone(Kind kind) {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        Recorder places = runner.get(Counting.class).events().recorder();

        runner.sync();
        assertThat(places.findLease("DogSchool")).isEmpty();

        assertThat(places.acquireLease("DogSchool", "another process", LONG)).isPresent();
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Rex"), "sit");
        assertThat(runner.sync()).containsExactly(waiting("Counting", "DogSchool", 1));
        assertThat(runner.status().getFirst().state()).isEqualTo(State.STANDBY);
    }

    @ParameterizedTest
    @EnumSource
    void timersThatAreDueElapse(Kind kind) {
        Runner runner =
                kind.open(
                        EventSystem.of(
                                pipe(
                                        node(Orders.class, Orders::new),
                                        node(Payments.class, Payments::new))),
                        settings);
        opened = runner;
        var start = Instant.parse("2026-11-30T10:00:00Z");
        TriggerScope.of(InstantSource.fixed(start))
                .run(
                        () -> {
                            runner.get(Orders.class).place("1");
                            runner.sync();
                        });
        var payments = runner.get(Payments.class);
        assertThat(payments.story()).containsExactly("Asked payment-of-1");

        TriggerScope.of(InstantSource.fixed(start.plus(Duration.ofDays(1)))).run(runner::sync);

        assertThat(payments.story())
                .containsExactly(
                        "Asked payment-of-1", "TimerElapsed payment-of-1", "GivenUp payment-of-1");
    }

    @ParameterizedTest
    @EnumSource
    void itIsForRunnersThatAreNotStartedAndThoseCanBeStartedAfterwards(Kind kind) throws Exception {
        Runner runner = open(kind, pipe(DOGS, COUNTS));
        runner.sync();
        runner.start();

        assertThatIllegalStateException()
                .isThrownBy(() -> runner.sync())
                .withMessageContaining("was started");
        var school = runner.get(DogSchool.class);
        school.addTrick(school.registerDog("Rex"), "sit");
        assertThat(runner.awaitQuiet(LONG)).isTrue();
        assertThat(runner.dryRun()).containsExactly(waiting("Counting", "DogSchool", 0));

        runner.stop();
        assertThatIllegalStateException()
                .isThrownBy(() -> runner.sync())
                .withMessageContaining("was stopped");
    }
}
