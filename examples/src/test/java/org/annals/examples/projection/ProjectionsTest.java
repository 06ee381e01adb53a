package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Partitions;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.projection.Edition;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Views are exactly once and whole, wherever they are kept. */
@ParameterizedClass
@EnumSource(ViewKind.class)
final class ProjectionsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(2)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    private final DogSchool school;
    private final ViewStore views;
    private final String fido;
    private long reads;

    ProjectionsTest(ViewKind kind, @TempDir Path folder) {
        this.school = new DogSchool(kind.settings(folder));
        this.views = kind.views(school, folder);
        this.fido = school.registerDog("Fido");
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void learn(int first, int last) {
        Dog dog = school.repository().get(Dog.class, fido);
        for (int number = first; number <= last; number++) {
            dog.addTrick(Integer.toString(number));
        }
        school.save(dog);
    }

    private long head() {
        return school.notificationLog().head();
    }

    private ProjectionRunner runner(Projection<?> projection) {
        return ProjectionRunner.builder(Upstream.of(school), projection, views)
                .batchSize(7)
                .onFailure(QUICK)
                .notices(notice -> {})
                .open();
    }

    private String total() {
        return total(views.liveEdition("sum").orElseThrow());
    }

    private String total(Edition edition) {
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", ++reads),
                transaction -> totals.add(Sum.of(transaction, edition.table("sums")).total()));
        return totals.getFirst();
    }

    @Test
    void aViewFollowsBatchesAndSingleEvents() throws Exception {
        learn(1, 20);
        try (var runner = runner(Sum.PROJECTION)) {
            runner.start();
            assertThat(runner.await(head(), LONG)).isTrue();
            assertThat(total()).isEqualTo("210 of 20");

            learn(21, 21);
            assertThat(runner.await(head(), LONG)).isTrue();
            assertThat(total()).isEqualTo("231 of 21");
        }
        try (var again = runner(Sum.PROJECTION)) {
            assertThat(again.drain()).isZero();
            learn(22, 22);
            assertThat(again.drain()).isEqualTo(1);
            assertThat(total()).isEqualTo("253 of 22");
        }
    }

    @Test
    void whatWasProcessedIsRefusedAndChangesNothing() {
        runner(Sum.PROJECTION).close();
        Edition edition = views.liveEdition("sum").orElseThrow();
        addAt(edition, 3);

        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> addAt(edition, 3))
                .satisfies(e -> assertThat(e.recorded().orElseThrow().position()).isEqualTo(3));
        views.write(Tracking.of("fenced", 1).withEpoch(2), transaction -> {});
        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> views.write(Tracking.of("fenced", 2), transaction -> {}))
                .satisfies(e -> assertThat(e.recorded().orElseThrow().epoch()).isEqualTo(2));

        assertThat(total()).isEqualTo("5 of 1");
    }

    private void addAt(Edition edition, long position) {
        views.write(
                Tracking.of("up", position),
                transaction -> Sum.of(transaction, edition.table("sums")).add("5"));
    }

    @Test
    void aFailingHandlerLeavesNothingAndThoseBeforeItStay() throws Exception {
        var fails = new AtomicBoolean(true);
        Projection<Sum> failing =
                Projection.of("sum", tx -> Sum.of(tx, tx.table("sums")))
                        .creating(Sum::create)
                        .on(
                                Dog.Event.TrickAdded.class,
                                (sum, event) -> {
                                    sum.add(event.trick());
                                    if (event.trick().equals("5") && fails.get()) {
                                        throw new IllegalStateException("refused on purpose");
                                    }
                                });
        learn(1, 9);
        try (var runner = runner(failing)) {
            assertThatIllegalStateException()
                    .isThrownBy(runner::runForever)
                    .withMessage("refused on purpose");
            assertThat(total()).isEqualTo("10 of 4");
            assertThat(runner.status().state()).isEqualTo(State.PAUSED);

            fails.set(false);
            runner.resume();
            assertThat(runner.await(head(), LONG)).isTrue();
            assertThat(total()).isEqualTo("45 of 9");
        }
    }

    @Test
    void competitorsDoEachEventOnce() throws Exception {
        learn(1, 200);
        try (var one = runner(Sum.PROJECTION);
                var other = runner(Sum.PROJECTION)) {
            one.start();
            other.start();
            learn(201, 300);

            assertThat(one.await(head(), LONG)).isTrue();
            assertThat(other.await(head(), LONG)).isTrue();
        }
        assertThat(total()).isEqualTo("45150 of 300");
    }

    @Test
    void partitionsDoEachEventOnceAndAreWaitedFor() throws Exception {
        try (var one = partitioned(4);
                var other = partitioned(4)) {
            one.start();
            other.start();
            for (int number = 1; number <= 50; number++) {
                var dog = Dog.register("Rex");
                dog.addTrick(Integer.toString(number));
                school.save(dog);
                if (number % 10 == 0) {
                    assertThat(one.await(head(), LONG)).isTrue();
                    assertThat(total())
                            .isEqualTo("%d of %d".formatted(number * (number + 1) / 2, number));
                }
            }
            assertThat(other.await(head(), LONG)).isTrue();
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> partitioned(3))
                .withMessageContaining("is followed in 4 partitions");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> runner(Sum.PROJECTION));
        try (var again = partitioned(4)) {
            assertThat(again.drain()).isZero();
        }
    }

    private ProjectionRunner partitioned(int count) {
        return ProjectionRunner.builder(Upstream.of(school), Sum.PROJECTION, views)
                .batchSize(7)
                .partitions(Partitions.of(count))
                .notices(notice -> {})
                .open();
    }

    @Test
    void aNewVersionIsSwappedWhole() {
        learn(1, 10);
        try (var old = runner(Sum.PROJECTION)) {
            old.drain();
        }
        Projection<Sum> doubled =
                Projection.of("sum", tx -> Sum.of(tx, tx.table("sums")))
                        .version(2)
                        .creating(Sum::create)
                        .on(
                                Dog.Event.TrickAdded.class,
                                (sum, event) -> {
                                    sum.add(event.trick());
                                    sum.add(event.trick());
                                });
        try (var next = runner(doubled)) {
            assertThat(total()).isEqualTo("55 of 10");
            next.drain();
            assertThat(total()).isEqualTo("110 of 20");
            assertThat(total(new Edition("sum", 1, 1))).isEqualTo("55 of 10");
        }
    }

    @Test
    void aResetBeginsAnew() {
        learn(1, 4);
        try (var runner = runner(Sum.PROJECTION)) {
            runner.drain();
        }
        assertThat(views.reset(Sum.PROJECTION)).isEqualTo(new Edition("sum", 1, 2));
        assertThat(total()).isEqualTo("0 of 0");
        try (var runner = runner(Sum.PROJECTION)) {
            runner.drain();
        }
        assertThat(total()).isEqualTo("10 of 4");
    }

    @Test
    void onlyWhatIsHandledIsHandedOverAndTheRestIsPassed() throws Exception {
        try (var runner = runner(Sum.PROJECTION)) {
            runner.start();
            school.registerDog("Rex");
            assertThat(runner.await(head(), LONG)).as("it has no handler").isTrue();
            assertThat(total()).isEqualTo("0 of 0");
            learn(1, 2);
            school.registerDog("Max");

            assertThat(runner.await(head(), LONG)).isTrue();
            assertThat(runner.status().position()).isEqualTo(5);
            assertThat(total()).isEqualTo("3 of 2");
        }
    }

    @Test
    void whatWasThereBeforeTheViewIsReplayedAndWhatComesIsNot() {
        Projection<Sum> ofNew =
                Projection.of("sum", tx -> Sum.of(tx, tx.table("sums")))
                        .creating(Sum::create)
                        .on(
                                Dog.Event.TrickAdded.class,
                                (sum, event, details) ->
                                        sum.add(details.isReplayed() ? "0" : event.trick()));
        learn(1, 3);
        try (var runner = runner(ofNew)) {
            runner.drain();
            assertThat(total()).isEqualTo("0 of 3");
            learn(4, 5);
            runner.drain();
            assertThat(total()).isEqualTo("9 of 5");
        }
        learn(6, 6);
        try (var again = runner(ofNew)) {
            again.drain();
            assertThat(total()).isEqualTo("15 of 6");
        }
        try (var next = runner(ofNew.version(2))) {
            next.drain();
            assertThat(total()).isEqualTo("0 of 6");
        }
    }

    @Test
    void stoppingEndsWhoeverWaitsWithoutAnError() throws Exception {
        var runner = runner(Sum.PROJECTION);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> forEver =
                    threads.submit(
                            () -> {
                                runner.runForever();
                                return null;
                            });
            Future<Boolean> awaiting = threads.submit(() -> runner.await(1_000, LONG));
            assertThat(runner.await(head(), LONG)).isTrue();
            runner.stop();

            assertThat(awaiting.get(1, TimeUnit.MINUTES)).isFalse();
            assertThat(forEver.get(1, TimeUnit.MINUTES)).isNull();
        }
        runner.runForever();
        assertThat(runner.await(1_000, LONG)).isFalse();
    }

    @Test
    void aSlowHandlerDoesNotKeepAnAwaitAndIsOneOfThoseThatAreStopped() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Projection<Sum> slow =
                Projection.of("sum", tx -> Sum.of(tx, tx.table("sums")))
                        .creating(Sum::create)
                        .on(
                                Dog.Event.TrickAdded.class,
                                (sum, event) -> {
                                    begun.countDown();
                                    goOn.await();
                                    sum.add(event.trick());
                                });
        try (var runner = runner(slow)) {
            runner.start();
            learn(7, 7);
            begun.await();
            long before = System.nanoTime();

            assertThat(runner.await(head(), Duration.ofMillis(50))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(5));
            goOn.countDown();
            assertThat(runner.await(head(), LONG)).isTrue();
        }
        assertThat(total()).isEqualTo("7 of 1");
    }

    @Test
    void leavingTheScopeHidesNoExceptionOfItsBody() {
        Projection<Sum> failing =
                Projection.of("sum", tx -> Sum.of(tx, tx.table("sums")))
                        .creating(Sum::create)
                        .on(
                                Dog.Event.TrickAdded.class,
                                (sum, event) -> {
                                    throw new IllegalStateException("the handler's");
                                });
        learn(1, 1);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> {
                            try (var runner = runner(failing)) {
                                runner.drain();
                                assertThat(runner.status().state()).isEqualTo(State.PAUSED);
                                throw new IllegalArgumentException("the body's");
                            }
                        })
                .withMessage("the body's")
                .withNoCause();
    }
}
