package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.examples.Backup;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.following.UpstreamChangedException;
import org.annals.persistence.Tracking;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A view notices that its log lost events that it was made of, and skips nothing. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
final class RestoredUpstreamTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private final Path ofLog;
    private final Path ofView;

    RestoredUpstreamTest(RecorderKind recorder, @TempDir Path folder) throws Exception {
        this.recorder = recorder;
        this.ofLog = Files.createDirectory(folder.resolve("log"));
        this.ofView = Files.createDirectory(folder.resolve("view"));
    }

    private void learn(int first, int last) {
        try (var school = new DogSchool(recorder.in(ofLog))) {
            learn(school, first, last);
        }
    }

    private static void learn(DogSchool school, int first, int last) {
        Dog dog = Dog.register("Fido");
        for (int number = first; number <= last; number++) {
            dog.addTrick(Integer.toString(number));
        }
        school.save(dog);
    }

    @FunctionalInterface
    private interface Following {
        void follow(DogSchool school, ProjectionRunner runner) throws Exception;
    }

    /** Opens log and view, and returns what the view has in the end. */
    private String follow(Following following) throws Exception {
        try (var school = new DogSchool(recorder.in(ofLog));
                var keeper = new DogSchool(recorder.in(ofView))) {
            ViewStore views = ViewStore.of(keeper.events().recorder());
            try (var runner =
                    ProjectionRunner.builder(Upstream.of(school), Sum.PROJECTION, views)
                            .notices(notice -> {})
                            .open()) {
                following.follow(school, runner);
            }
            String table = views.liveEdition("sum").orElseThrow().table("sums");
            List<String> totals = new ArrayList<>();
            long read = views.findTracking("reader").map(Tracking::position).orElse(0L) + 1;
            views.write(
                    Tracking.of("reader", read),
                    transaction -> totals.add(Sum.of(transaction, table).total()));
            return totals.getFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 20})
    void aViewStopsWhereItStood(int more) throws Exception {
        learn(1, 3);
        follow((school, runner) -> runner.drain());
        Backup backup = Backup.take(recorder, ofLog);
        learn(4, 6);
        String all = follow((school, runner) -> runner.drain());
        assertThat(all).isEqualTo("21 of 6");
        backup.restore();
        if (more > 0) {
            learn(101, 100 + more);
        }

        String still =
                follow(
                        (school, runner) -> {
                            runner.start();

                            assertThatExceptionOfType(UpstreamChangedException.class)
                                    .isThrownBy(() -> runner.await(100, LONG))
                                    .withMessageContaining("was followed to position 8");
                            assertThat(runner.status().state()).isEqualTo(State.PAUSED);
                        });

        assertThat(still).isEqualTo(all);
    }
}
