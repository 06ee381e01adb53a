package org.annals.examples.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.annals.domain.Recording;
import org.annals.examples.RecorderKind;
import org.annals.persistence.LogSelection;
import org.annals.persistence.TagsUnfinishedException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What is filled is what the place says, at every death of the process that fills. */
@Timeout(180)
final class KilledFillingTest {
    private static final int EVENTS = 8_000;
    private static final int PAGE = LogSelection.DEFAULT_LIMIT;
    private static final int KILLS = 5;
    private static final int LONGEST_LIFE_MILLIS = 40;

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void theNextOneGoesOn(RecorderKind kind, @TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<String, String> values = kind.valuesIn(folder);
        Settings settings = Settings.only(values);
        try (var first = new FirstRelease(settings)) {
            first.enrolMany("latin", EVENTS);
        }
        List<Long> places = new ArrayList<>(List.of(0L));
        for (int kill = 0; kill < KILLS; kill++) {
            fillAndKill(values, folder, random);
            try (var campus = new Campus(settings)) {
                var unfinished =
                        catchThrowableOfType(
                                TagsUnfinishedException.class,
                                () -> campus.decideToEnrol("s1", "art"));
                assertThat(unfinished).as("seed %d", seed).isNotNull();
                places.add(unfinished.position());
                assertThat(unfinished.position() % PAGE).as("seed %d", seed).isZero();
                assertThat(filled(campus))
                        .as("seed %d, places %s", seed, places)
                        .isEqualTo(
                                LongStream.rangeClosed(1, unfinished.position()).boxed().toList());
            }
        }
        assertThat(places).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        try (var campus = new Campus(settings)) {
            campus.fillTags(progress -> {});
            assertThat(filled(campus)).as("seed %d", seed).hasSize(EVENTS);
            campus.decideToEnrol("nobody yet", "art");
        }
    }

    /** Every old event has this course. */
    private static List<Long> filled(Campus campus) {
        return campus.events()
                .read(LogSelection.all().matching(Campus.of("course", "latin")))
                .map(Recording::position)
                .toList();
    }

    private static void fillAndKill(Map<String, String> values, Path folder, Random random)
            throws IOException, InterruptedException {
        Process process = FillingJvm.start(values, folder);
        try (BufferedReader lines = process.inputReader();
                BufferedWriter orders = process.outputWriter()) {
            int pages = 1 + random.nextInt(2);
            for (int page = 0; page < pages; page++) {
                String line = lines.readLine();
                while (line != null && !line.startsWith("at ")) {
                    line = lines.readLine();
                }
                assertThat(line).as("it has filled a page").isNotNull();
                orders.newLine();
                orders.flush();
            }
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
