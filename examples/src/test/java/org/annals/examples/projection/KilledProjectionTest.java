package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.projection.Edition;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A view whose sum must be the log's, however often its process is killed. */
final class KilledProjectionTest {
    private static final int KILLS = 7;
    private static final int PICKY_KILLS = 3;
    private static final int NUMBERS = 6_000;
    private static final int LONGEST_LIFE_MILLIS = 100;
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES", "POSTGRES_BY_JDBC"})
    void theSumIsTheLogs(ViewKind kind, @TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Settings settings = kind.settings(folder);
        try (var school = new DogSchool(settings)) {
            teach(school);
        }
        List<Long> places = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(kind, folder, false, random);
            try (var school = new DogSchool(settings)) {
                ViewStore views = kind.views(school, folder);
                places.add(place(views));
                // What was tracked is what was summed, at every one of its deaths.
                long place = places.getLast();
                long numbers = Math.max(0, place - 1);
                assertThat(total(views, kill))
                        .as("seed %d, place %d", seed, place)
                        .isEqualTo("%d of %d".formatted(numbers * (numbers + 1) / 2, numbers));
            }
        }
        assertThat(places).as("seed %d", seed).isSorted();
        assertThat(places.getFirst()).as("seed %d", seed).isBetween(1L, (long) NUMBERS);
        try (var school = new DogSchool(settings);
                var runner =
                        ProjectionRunner.open(
                                Upstream.of(school), Sum.PROJECTION, kind.views(school, folder))) {
            runner.start();
            assertThat(runner.await(NUMBERS + 1L, LONG)).as("seed %d", seed).isTrue();
            assertThat(total(kind.views(school, folder), KILLS))
                    .as("seed %d", seed)
                    .isEqualTo("%d of %d".formatted(NUMBERS * (NUMBERS + 1L) / 2, (long) NUMBERS));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "SQLITE_BY_JDBC", "POSTGRES_BY_JDBC"})
    void whatIsParkedIsNotSummedAndEverythingIsOneOfTheTwo(ViewKind kind, @TempDir Path folder)
            throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var school = new DogSchool(kind.settings(folder))) {
            teach(school);
        }
        int parkedBefore = 0;
        for (int kill = 0; kill < PICKY_KILLS; kill++) {
            runAndKill(kind, folder, true, random);
            try (var school = new DogSchool(kind.settings(folder));
                    var runner =
                            ProjectionRunner.open(
                                    Upstream.of(school),
                                    ProjectingProcess.PICKY,
                                    kind.views(school, folder))) {
                long numbers = Math.max(0, place(kind.views(school, folder)) - 1);
                // The event of each number is one behind it.
                List<Long> parked =
                        runner.parked().read(0, NUMBERS).stream()
                                .map(each -> each.position() - 1)
                                .toList();
                assertThat(parked)
                        .as("seed %d", seed)
                        .isEqualTo(
                                LongStream.rangeClosed(1, numbers)
                                        .filter(number -> number % 3 == 0)
                                        .boxed()
                                        .toList());
                long rest = LongStream.rangeClosed(1, numbers).filter(n -> n % 3 != 0).sum();
                assertThat(total(kind.views(school, folder), kill))
                        .as("seed %d, place %d", seed, numbers + 1)
                        .isEqualTo("%d of %d".formatted(rest, numbers - parked.size()));
                assertThat(parked.size()).as("seed %d", seed).isGreaterThan(parkedBefore);
                parkedBefore = parked.size();
            }
        }
    }

    private static void teach(DogSchool school) {
        Dog dog = Dog.register("Fido");
        for (int number = 1; number <= NUMBERS; number++) {
            dog.addTrick(Integer.toString(number));
        }
        school.save(dog);
    }

    private static long place(ViewStore views) {
        return views.findTracking(new Edition("sum", 1, 1).trackingOf("DogSchool"))
                .map(Tracking::position)
                .orElse(0L);
    }

    private static String total(ViewStore views, int read) {
        Edition live = views.liveEdition("sum").orElseThrow();
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", read + 1),
                transaction -> totals.add(Sum.of(transaction, live.table("sums")).total()));
        return totals.getFirst();
    }

    private static void runAndKill(ViewKind kind, Path folder, boolean isPicky, Random random)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(ProjectingProcess.class.getName());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        try (var school = new DogSchool(kind.settings(folder))) {
            command.add(kind.url(school, folder));
            command.add(Boolean.toString(isPicky));
            builder.environment().putAll(kind.environment(school));
        }
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            assertThat(line).as("it has begun").isNotNull();
            process.onExit()
                    .completeOnTimeout(
                            process, random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }
}
