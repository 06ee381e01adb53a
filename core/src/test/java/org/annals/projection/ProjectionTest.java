package org.annals.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.DogSchool;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.domain.Dog;
import org.annals.domain.Dog.Event.Registered;
import org.annals.domain.Dog.Event.TrickAdded;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Transaction;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Views, kept exactly once and in order, swapped whole. */
final class ProjectionTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(3)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of())
                            .using(Transcoder.class, new RememberingTranscoder())
                            .using(NoticeListener.class, notice -> {}));
    private final Upstream upstream = Upstream.of(school);
    private final MemoryRecorder recorder = MemoryRecorder.open("Views");
    private final ViewStore views = ViewStore.of(recorder);

    @AfterEach
    void close() {
        school.close();
        recorder.close();
    }

    private ProjectionRunnerBuilder<?> runner(Projection<?> projection) {
        return ProjectionRunner.builder(upstream, projection, views)
                .onFailure(QUICK)
                .notices(notices::add);
    }

    private long head() {
        return school.notificationLog().head();
    }

    private int counted(String what) {
        return Tricks.counted(recorder, what);
    }

    private static void refuse() {
        throw new IllegalStateException("refused on purpose");
    }

    @Test
    void aViewFollowsWhatIsSavedBeforeAndAfter() throws Exception {
        String fido = school.registerDog("Fido");
        // @start region="run"
        var upstream = Upstream.of(school);
        try (var runner = ProjectionRunner.open(upstream, Tricks.TRICKS, ViewStore.of(recorder))) {
            runner.start();

            school.addTrick(fido, "sit");
            runner.await(head(), Duration.ofSeconds(20));

            assertThat(Tricks.counted(recorder, "sit")).isEqualTo(1);
        }
        // @end
        assertThat(counted("dogs")).isEqualTo(1);
    }

    @Test
    void aHandlerThatHangsIsToldOf() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        var hanging =
                Projection.of("tricks", Tricks::of)
                        .on(Registered.class, (view, event) -> mayGoOn.await());
        try (var runner = runner(hanging).stallsAfter(Duration.ofMillis(5)).open()) {
            runner.start();
            school.registerDog("Fido");

            assertThat(notices.poll(20, TimeUnit.SECONDS))
                    .isInstanceOf(Notice.FollowerStalls.class);
            assertThat(runner.status().state()).isEqualTo(State.STALLED);
            mayGoOn.countDown();
            assertThat(notices.poll(20, TimeUnit.SECONDS))
                    .isInstanceOf(Notice.FollowerGoesOn.class);
        }
    }

    @Test
    void countsFollowCommandsAndANewRunnerGoesOn() throws Exception {
        String fido = "";
        for (int round = 1; round <= 3; round++) {
            try (var runner = runner(Tricks.TRICKS).open()) {
                runner.start();
                fido = school.registerDog("Fido");
                school.addTrick(fido, "sit");
                school.addTrick(fido, "sit");

                assertThat(runner.await(head(), LONG)).isTrue();
                assertThat(counted("dogs")).isEqualTo(round);
                assertThat(counted("sit")).isEqualTo(2 * round);
            }
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void whatIsProcessedIsRefusedAgainAndChangesNothing() {
        for (int position = 1; position <= 3; position++) {
            views.write(Tracking.of("up", position), ProjectionTest::countOne);
        }

        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> views.write(Tracking.of("up", 3), ProjectionTest::countOne));
        views.write(Tracking.of("other", 1), ProjectionTest::countOne);

        assertThat(recorder.<Integer>readTables(tables -> new Tricks(tables, "t").counted("one")))
                .isEqualTo(4);
        assertThat(recorder.trackedPosition("up")).isEqualTo(3);
    }

    private static void countOne(Transaction transaction) {
        new Tricks(transaction.as(MemoryTables.class), "t").count("one");
    }

    @Test
    void eventsWithoutHandlersArePassedAndTracked() throws Exception {
        Projection<Tricks> dogs =
                Projection.of("tricks", Tricks::of)
                        .on(TrickAdded.class, (view, event) -> view.count("sit"));
        try (var runner = runner(dogs).open()) {
            runner.start();
            school.registerDog("Fido");
            school.registerDog("Rex");

            assertThat(runner.await(head(), LONG)).isTrue();
            assertThat(counted("dogs")).isZero();
            assertThat(recorder.trackedPosition("view tricks.v1.1:DogSchool")).isEqualTo(2);
        }
    }

    @Test
    void aSealedTypeHasOneHandlerForAllItPermits() {
        Projection<Tricks> all =
                Projection.of("tricks", Tricks::of)
                        .on(Dog.Event.class, (view, event) -> view.count("events"));
        school.addTrick(school.registerDog("Fido"), "sit");

        try (var runner = runner(all).open()) {
            assertThat(runner.drain()).isEqualTo(2);
        }
        assertThat(all.eventClasses())
                .containsExactlyInAnyOrder(Registered.class, TrickAdded.class);
        assertThat(counted("events")).isEqualTo(2);
    }

    @Test
    void handlersAreCheckedWhenTheProjectionIsBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tricks.TRICKS.on(Dog.Event.class, (view, event) -> {}))
                .withMessageContaining(Registered.class.getName())
                .withMessageContaining("'tricks'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tricks.TRICKS.on(Object.class, (view, event) -> {}))
                .withMessageContaining("sealed");
        Projection<Tricks> idle = Projection.of("idle", Tricks::of);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProjectionRunner.open(upstream, idle, views))
                .withMessageContaining("no handler");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Projection.of("no spaces", Tricks::of));
        assertThatIllegalArgumentException().isThrownBy(() -> Tricks.TRICKS.version(0));
    }

    @Test
    void aViewMayWriteWhatItHasCollectedAtTheEndOfEachTransaction() {
        List<Integer> sizes = new ArrayList<>();
        Projection<List<String>> names =
                Projection.<List<String>>of("names", transaction -> new ArrayList<>())
                        .finishing(collected -> sizes.add(collected.size()))
                        .on(Registered.class, (collected, event) -> collected.add(event.name()));
        for (int i = 0; i < 7; i++) {
            school.registerDog("dog " + i);
        }

        try (var runner = runner(names).batchSize(3).open()) {
            runner.drain();
        }

        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void aHandlerIsToldWhatIsKnownOfItsEvent() {
        List<ProjectedEvent<?>> seen = new ArrayList<>();
        Projection<Tricks> telling =
                Projection.of("tricks", Tricks::of)
                        .on(Registered.class, (view, event, details) -> seen.add(details));
        String fido = school.registerDog("Fido");
        try (var runner = runner(telling).open()) {
            runner.drain();
            school.registerDog("Rex");
            runner.drain();
        }

        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().domainEvent().aggregateId()).isEqualTo(fido);
        assertThat(seen.getFirst().event()).isEqualTo(new Registered("Fido"));
        assertThat(seen.getFirst().tracking())
                .isEqualTo(Tracking.of("DogSchool", 1, seen.getFirst().domainEvent().id()));
        assertThat(seen.getFirst().isReplayed()).as("recorded before the view was made").isTrue();
        assertThat(seen.getLast().isReplayed()).isFalse();
    }

    @Test
    void whatIsReplayedIsTheSameAfterARestart() {
        List<Boolean> replayed = new ArrayList<>();
        var fails = new AtomicBoolean(true);
        Projection<Tricks> telling =
                Projection.of("tricks", Tricks::of)
                        .on(
                                Registered.class,
                                (view, event, details) -> {
                                    if (fails.get()) {
                                        refuse();
                                    }
                                    replayed.add(details.isReplayed());
                                });
        school.registerDog("Fido");
        try (var runner = runner(telling).open()) {
            runner.drain();
        }
        fails.set(false);
        school.registerDog("Rex");
        try (var runner = runner(telling).open()) {
            runner.drain();
        }

        assertThat(replayed).containsExactly(true, false);
    }

    @Test
    void aFailingHandlerPausesTheProjectionAndNothingOfItsEventIsThere() throws Exception {
        var fails = new AtomicBoolean(true);
        var attempts = new AtomicInteger();
        Projection<Tricks> failing = failingAt("roll over", fails, attempts);
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "sit");
        school.addTrick(fido, "roll over");
        school.addTrick(fido, "beg");
        try (var runner = runner(failing).open()) {
            assertThatIllegalStateException()
                    .isThrownBy(runner::runForever)
                    .withMessage("refused on purpose");
            assertThatIllegalStateException()
                    .isThrownBy(() -> runner.await(head(), LONG))
                    .withMessage("refused on purpose");
            assertThat(runner.await(2, LONG)).as("what is before it is there").isTrue();
            FollowerStatus status = runner.status();
            assertThat(status.state()).isEqualTo(State.PAUSED);
            assertThat(status.lag()).isEqualTo(2);
            assertThat(status.follower()).isEqualTo("tricks.v1");
        }
        assertThat(attempts).hasValueGreaterThanOrEqualTo(QUICK.attempts());
        assertThat(counted("sit")).isEqualTo(1);
        assertThat(counted("roll over")).isZero();
        assertThat(notices)
                .contains(
                        new Notice.FollowerPaused(
                                "tricks.v1",
                                "DogSchool",
                                3,
                                IllegalStateException.class.getName()));

        try (var again = runner(failing).open()) {
            assertThatIllegalStateException().isThrownBy(again::runForever);
            fails.set(false);
            again.resume();
            assertThat(again.await(head(), LONG)).isTrue();
        }
        assertThat(counted("roll over")).isEqualTo(1);
        assertThat(counted("beg")).isEqualTo(1);
    }

    private static Projection<Tricks> failingAt(
            String trick, AtomicBoolean fails, AtomicInteger attempts) {
        return Projection.of("tricks", Tricks::of)
                .on(
                        TrickAdded.class,
                        (view, event) -> {
                            view.count(event.trick());
                            if (event.trick().equals(trick) && fails.get()) {
                                attempts.incrementAndGet();
                                refuse();
                            }
                        });
    }

    @Test
    void whatAHandlerThrowsThatIsCheckedIsTheCause() {
        Projection<Tricks> failing =
                Projection.of("tricks", Tricks::of)
                        .on(
                                Registered.class,
                                (view, event) -> {
                                    throw new IOException("no disk");
                                });
        school.registerDog("Fido");
        try (var runner = runner(failing).open()) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(runner::runForever)
                    .havingCause()
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void stoppingEndsWhoWaitsWithoutAnError() throws Exception {
        var runner = runner(Tricks.TRICKS).open();
        var another = runner(Tricks.TRICKS).open();
        var running = CompletableFuture.runAsync(() -> unchecked(runner::runForever));
        var waiting = CompletableFuture.supplyAsync(() -> await(runner, 99));
        var waitingForAnother = CompletableFuture.supplyAsync(() -> await(another, 99));

        runner.stop();
        another.stop();
        runner.stop();

        running.get(20, TimeUnit.SECONDS);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(waitingForAnother.get(20, TimeUnit.SECONDS)).isFalse();
        runner.runForever();
        assertThat(runner.await(99, LONG)).isFalse();
        assertThatIllegalStateException().isThrownBy(runner::start);
    }

    private interface Throwing {
        void run() throws InterruptedException;
    }

    private static void unchecked(Throwing what) {
        try {
            what.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean await(ProjectionRunner runner, long position) {
        try {
            return runner.await(position, Duration.ofSeconds(Long.MAX_VALUE));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void leavingTheScopeStopsAndHidesNothing() {
        school.registerDog("Fido");
        Projection<Tricks> failing =
                Projection.of("tricks", Tricks::of).on(Registered.class, (view, event) -> refuse());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> {
                            try (var runner = runner(failing).open()) {
                                runner.start();
                                throw new IOException("of the body");
                            }
                        })
                .withMessage("of the body")
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    @Test
    void aSlowHandlerDoesNotKeepAnAwait() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Projection<Tricks> slow =
                Projection.of("tricks", Tricks::of)
                        .on(
                                Registered.class,
                                (view, event) -> {
                                    begun.countDown();
                                    goOn.await();
                                });
        try (var runner = runner(slow).open()) {
            runner.start();
            school.registerDog("Fido");
            begun.await();

            long before = System.nanoTime();
            assertThat(runner.await(1, Duration.ofMillis(50))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG);

            goOn.countDown();
            assertThat(runner.await(1, LONG)).isTrue();
        }
    }

    @Test
    void aRunnerThatIsNotStartedWaitsForAnother() throws Exception {
        try (var one = runner(Tricks.TRICKS).open();
                var other = runner(Tricks.TRICKS).open()) {
            one.start();
            school.registerDog("Fido");

            assertThat(other.await(head(), LONG)).isTrue();
            assertThat(counted("dogs")).isEqualTo(1);
            assertThat(other.await(head() + 1, Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void ofTwoRunnersEachEventTakesEffectByOne() throws Exception {
        try (var one = runner(Tricks.TRICKS).batchSize(3).open();
                var other = runner(Tricks.TRICKS).batchSize(2).open()) {
            one.start();
            other.start();
            String fido = school.registerDog("Fido");
            for (int i = 0; i < 200; i++) {
                school.addTrick(fido, "sit");
            }

            assertThat(one.await(head(), LONG)).isTrue();
            assertThat(other.await(head(), LONG)).isTrue();
        }
        assertThat(counted("sit")).isEqualTo(200);
    }

    private static Projection<Tricks> second() {
        return Projection.of("tricks", Tricks::of)
                .version(2)
                .on(TrickAdded.class, (view, event) -> view.count("tricks"));
    }

    @Test
    void aNewVersionIsBuiltBesideTheLiveOneAndSwappedWhenItHasCaughtUp() {
        String fido = school.registerDog("Fido");
        for (int i = 0; i < 10; i++) {
            school.addTrick(fido, "sit");
        }
        try (var old = runner(Tricks.TRICKS).open()) {
            old.drain();
        }
        var fails = new AtomicBoolean(true);
        List<Boolean> replayed = new ArrayList<>();
        Projection<Tricks> failing =
                Projection.of("tricks", Tricks::of)
                        .version(2)
                        .on(
                                TrickAdded.class,
                                (view, event, details) -> {
                                    view.count("tricks");
                                    replayed.add(details.isReplayed());
                                    if (view.counted("tricks") == 5 && fails.get()) {
                                        refuse();
                                    }
                                });
        try (var old = runner(Tricks.TRICKS).open();
                var rebuilding = runner(failing).batchSize(2).open()) {
            rebuilding.drain();

            assertThat(views.liveEdition("tricks")).contains(new Edition("tricks", 1, 1));
            assertThat(rebuilding.isLive()).isFalse();
            assertThat(rebuilding.status().position()).isEqualTo(5);
            assertThat(rebuilding.status().lag()).isEqualTo(6);
            school.addTrick(fido, "sit");
            old.drain();
            assertThat(counted("sit")).as("the live one goes on").isEqualTo(11);

            fails.set(false);
            rebuilding.resume();
            rebuilding.drain();
            assertThat(rebuilding.isLive()).isTrue();
        }
        assertThat(views.liveEdition("tricks")).contains(new Edition("tricks", 2, 1));
        assertThat(counted("tricks")).isEqualTo(11);
        assertThat(replayed).as("while the old one was live").containsOnly(true);
        assertThat(Tricks.counted(recorder, new Edition("tricks", 1, 1), "sit")).isEqualTo(11);
    }

    @Test
    void anOldVersionNeverComesBack() {
        school.addTrick(school.registerDog("Fido"), "sit");
        try (var old = runner(Tricks.TRICKS).open();
                var next = runner(second()).open()) {
            old.drain();
            next.drain();
            assertThat(next.isLive()).isTrue();

            old.goLive();

            assertThat(old.isLive()).isFalse();
        }
        try (var old = runner(Tricks.TRICKS).open()) {
            old.drain();
            assertThat(old.isLive()).isFalse();
        }
        assertThat(views.liveEdition("tricks").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void anEditionMayWaitToGoLiveByHand() {
        school.addTrick(school.registerDog("Fido"), "sit");
        try (var old = runner(Tricks.TRICKS).open();
                var next = runner(second()).goingLiveByHand().open()) {
            old.drain();
            next.drain();
            assertThat(next.status().lag()).isZero();
            assertThat(views.liveEdition("tricks").orElseThrow().version()).isEqualTo(1);

            next.goLive();
        }
        assertThat(counted("tricks")).isEqualTo(1);
    }

    @Test
    void noViewIsLiveBeforeOneWasMade() {
        assertThat(views.liveEdition("tricks")).isEmpty();

        runner(Tricks.TRICKS).open().close();

        assertThat(views.liveEdition("tricks")).contains(new Edition("tricks", 1, 1));
        assertThat(counted("dogs")).isZero();
    }

    @Test
    void tablesAreMadeOnceAndGivenUpByAReset() {
        List<String> steps = new ArrayList<>();
        Projection<Tricks> kept =
                Tricks.TRICKS
                        .creating(view -> steps.add("create " + view.table()))
                        .clearing(
                                view -> {
                                    steps.add("clear " + view.table());
                                    view.tables().remove(view.table(), "sit");
                                });
        school.addTrick(school.registerDog("Fido"), "sit");
        for (int i = 0; i < 2; i++) {
            try (var runner = runner(kept).open()) {
                runner.drain();
            }
        }
        assertThat(steps).containsExactly("create tricks_v1");
        Edition before = views.liveEdition("tricks").orElseThrow();

        Edition after = views.reset(kept);

        assertThat(steps)
                .containsExactly("create tricks_v1", "clear tricks_v1", "create tricks_v1_2");
        assertThat(views.liveEdition("tricks")).contains(after);
        assertThat(Tricks.counted(recorder, before, "sit")).isZero();
        assertThat(counted("sit")).isZero();
        try (var runner = runner(kept).open()) {
            assertThat(runner.drain()).isEqualTo(2);
        }
        assertThat(counted("sit")).isEqualTo(1);
    }

    @Test
    void aResetThatFailsChangesNothing() {
        Projection<Tricks> failing = Tricks.TRICKS.clearing(view -> refuse());
        school.registerDog("Fido");
        try (var runner = runner(failing).open()) {
            runner.drain();
        }

        assertThatIllegalStateException().isThrownBy(() -> views.reset(failing));

        assertThat(views.liveEdition("tricks")).contains(new Edition("tricks", 1, 1));
        assertThat(counted("dogs")).isEqualTo(1);
    }

    @Test
    void editionsOfDifferentUpstreamsAndProjectionsAreApart() {
        Projection<Tricks> other =
                Projection.of("dogs", Tricks::of)
                        .on(Registered.class, (view, event) -> view.count("other"));
        school.registerDog("Fido");
        try (var one = runner(Tricks.TRICKS).open();
                var two = runner(other).open()) {
            assertThat(one.drain()).isEqualTo(1);
            assertThat(two.drain()).isEqualTo(1);
        }
        assertThat(recorder.readTrackings().trackings())
                .extracting(Tracking::upstream)
                .contains("view tricks.v1.1:DogSchool", "view dogs.v1.1:DogSchool");
    }

    /** A log that cannot be reached. */
    private static final class Away implements NotificationLog {
        private static RecorderUnavailableException away() {
            return new RecorderUnavailableException("The log is away.", null);
        }

        @Override
        public LogIdentity identity() {
            throw away();
        }

        @Override
        public long head() {
            throw away();
        }

        @Override
        public int sectionSize() {
            throw away();
        }

        @Override
        public LogPage select(LogSelection selection) {
            throw away();
        }

        @Override
        public Section section(String id) {
            throw away();
        }

        @Override
        public LogPage pull(LogSelection selection) {
            throw away();
        }

        @Override
        public Subscription<LogPage> subscribe(LogSelection selection) {
            throw away();
        }
    }

    @Test
    void aRunnerIsOpenedThoughItsUpstreamIsAway() {
        var upstream = Upstream.of("DogSchool", new Away(), school.events().mapper());
        try (var runner = ProjectionRunner.open(upstream, Tricks.TRICKS, ViewStore.of(recorder))) {
            assertThat(runner.drain()).isZero();
            assertThat(runner.status().state()).isEqualTo(State.AWAY);
        }
    }
}
