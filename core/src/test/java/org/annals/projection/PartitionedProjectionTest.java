package org.annals.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.DogSchool;
import org.annals.domain.Dog.Event.TrickAdded;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Partitions;
import org.annals.following.Upstream;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.recording.Signal;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A view in partitions is one view: waited for, told of and swapped as a whole. */
final class PartitionedProjectionTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));
    private final MemoryRecorder recorder = MemoryRecorder.open("Views");
    private final ViewStore views = ViewStore.of(recorder);

    @AfterEach
    void close() {
        school.close();
        recorder.close();
    }

    private ProjectionRunner runner(Projection<?> projection, int count) {
        return ProjectionRunner.builder(Upstream.of(school), projection, views)
                .partitions(Partitions.of(count))
                .onFailure(
                        FailurePolicy.defaults()
                                .withAttempts(2)
                                .withPauses(Duration.ofMillis(1), Duration.ofMillis(2)))
                .notices(notice -> {})
                .open();
    }

    private List<String> dogs(int count) {
        return IntStream.range(0, count).mapToObj(each -> school.registerDog("Fido")).toList();
    }

    private long head() {
        return school.notificationLog().head();
    }

    private int counted(String what) {
        return Tricks.counted(recorder, what);
    }

    @Test
    void whatWasSavedIsReadOnceEveryPartitionHasIt() throws Exception {
        try (var runner = runner(Tricks.TRICKS, 4);
                var waiting = runner(Tricks.TRICKS, 4)) {
            runner.start();
            for (int round = 1; round <= 20; round++) {
                dogs(5).forEach(dog -> school.addTrick(dog, "sit"));
                assertThat(runner.await(head(), LONG)).isTrue();
                assertThat(counted("sit")).isEqualTo(5 * round);
                assertThat(waiting.await(head(), LONG)).isTrue();
            }
            assertThat(runner.status().processed()).isEqualTo(200);
            assertThat(runner.status().lag()).isZero();
            assertThat(runner.status().follower()).isEqualTo("tricks.v1");
            assertThat(runner.statusOfPartitions())
                    .extracting(FollowerStatus::follower)
                    .containsExactly(
                            "tricks.v1#1/4", "tricks.v1#2/4", "tricks.v1#3/4", "tricks.v1#4/4");
        }
    }

    @Test
    void itIsAsFarAsItsSlowestPartition() throws Exception {
        dogs(10);
        try (var runner = runner(failingFor("sit"), 2)) {
            runner.start();
            assertThat(runner.await(head(), LONG)).isTrue();
            long before = head();
            String dog = dogs(1).getFirst();
            school.addTrick(dog, "sit");

            assertThatIllegalStateException()
                    .isThrownBy(runner::runForever)
                    .withMessage("refused on purpose");
            assertThatIllegalStateException().isThrownBy(() -> runner.await(head(), LONG));
            FollowerStatus status = runner.status();
            assertThat(status.state()).isEqualTo(State.PAUSED);
            assertThat(status.position()).isBetween(before, head() - 1);
            assertThat(status.failure()).hasMessage("refused on purpose");
        }
    }

    private static Projection<Tricks> failingFor(String trick) {
        return Projection.of("tricks", Tricks::of)
                .on(
                        TrickAdded.class,
                        (view, event) -> {
                            if (event.trick().equals(trick)) {
                                throw new IllegalStateException("refused on purpose");
                            }
                        });
    }

    @Test
    void anEditionGoesLiveWhenAllOfItHasCaughtUp() {
        try (var old = runner(Tricks.TRICKS, 1)) {
            old.drain();
        }
        dogs(10).forEach(dog -> school.addTrick(dog, "sit"));
        Projection<Tricks> louder =
                Projection.of("tricks", Tricks::of)
                        .version(2)
                        .on(TrickAdded.class, (view, event) -> view.count(event.trick() + "!"));

        try (var halves = runner(louder, 2)) {
            Edition edition = halves.edition();
            ProjectionRunnerBuilder<?> builder =
                    ProjectionRunner.builder(Upstream.of(school), louder, views)
                            .partitions(Partitions.of(2));
            ProjectionPart first = ProjectionPart.all(builder, edition, new Signal()).getFirst();
            first.follower().drain();
            first.follower().stop();
            assertThat(views.liveEdition("tricks").orElseThrow().version()).isEqualTo(1);
            assertThat(first.projecting().recordedPosition()).isZero();

            halves.drain();

            assertThat(views.liveEdition("tricks")).contains(edition);
            assertThat(halves.isLive()).isTrue();
            assertThat(counted("sit!")).isEqualTo(10);
        }
    }

    @Test
    void anEditionStaysInItsPartitionsAndAnotherOneMayHaveOthers() {
        dogs(10);
        try (var four = runner(Tricks.TRICKS, 4)) {
            four.drain();
        }
        for (int count : List.of(1, 2, 8)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> runner(Tricks.TRICKS, count))
                    .withMessageContaining("'DogSchool' is followed in 4 partitions");
        }
        assertThat(counted("dogs")).isEqualTo(10);

        views.reset(Tricks.TRICKS);
        try (var eight = runner(Tricks.TRICKS, 8)) {
            eight.drain();
        }
        assertThat(counted("dogs")).isEqualTo(10);
        dogs(1);
        views.reset(Tricks.TRICKS);
        try (var one = runner(Tricks.TRICKS, 1)) {
            one.drain();
        }
        assertThat(counted("dogs")).isEqualTo(11);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> runner(Tricks.TRICKS, 2))
                .withMessageContaining("'DogSchool' is followed in one piece");
    }

    @Test
    void nothingOfALogWithOneEventIsLiveBeforeItIsThere() {
        try (var old = runner(Tricks.TRICKS, 1)) {
            old.drain();
        }
        dogs(1);
        Projection<Tricks> next =
                Projection.of("tricks", Tricks::of)
                        .version(2)
                        .on(TrickAdded.class, (view, event) -> view.count(event.trick()));

        try (var runner = runner(next, 2)) {
            assertThat(views.liveEdition("tricks").orElseThrow().version()).isEqualTo(1);
            runner.drain();
            assertThat(views.liveEdition("tricks")).contains(runner.edition());
        }
    }
}
