package org.annals.examples.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.LogSelection;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Query;
import org.annals.settings.Settings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * That parked events, timers, leases, tags that were filled and snapshots of decision models that
 * earlier versions wrote are there. Their folders never change.
 */
final class GoldenBesideTest {
    private static final GoldenFolders GOLDEN = GoldenFolders.named("goldenbeside");
    private static final Query BED = Query.ofTags(EventTag.of("bed", "b-1"));

    static List<Path> goldenLogs() throws IOException {
        return GOLDEN.all();
    }

    @ParameterizedTest
    @MethodSource("goldenLogs")
    void whatAVersionWroteIsThereForEver(Path golden, @TempDir Path folder) throws Exception {
        GoldenDatabase database = GoldenFolders.databaseOf(golden);
        database.restore(golden, folder);

        requireAll(database.settings(folder));
    }

    /** Writes the golden log of a new version, and fails then. */
    @ParameterizedTest
    @EnumSource(GoldenDatabase.class)
    void thisVersionHasItsGoldenLog(GoldenDatabase database, @TempDir Path folder)
            throws Exception {
        Ward.write(database.settings(folder));
        Path written = Files.createDirectory(folder.resolve("written"));
        database.save(folder, written);
        Path golden = GOLDEN.of(database, folder);

        requireAll(database.settings(folder));

        boolean isThere = Files.exists(golden);
        if (!isThere) {
            GoldenFolders.copy(written, golden);
        }
        assertThat(isThere).as("%s was missing, and is there now: keep it", golden).isTrue();
    }

    private static void requireAll(Settings settings) {
        try (var ward = Ward.open(settings)) {
            requireTagsAndModels(ward);
            requireParkedAndTimers(ward);
            requireLease(ward);
            requireThatItGoesOn(ward);
        }
    }

    private static void requireTagsAndModels(Ward ward) {
        ward.events().requireFinishedTags(BED);
        assertThat(ward.events().read(LogSelection.all().matching(BED))).hasSize(2);
        Bed bed = ward.bed();
        assertThat(bed.patients()).containsExactly("Ophelia", "Gertrude");
        assertThat(bed.applied()).as("events that were read behind the snapshot").isZero();
    }

    private static void requireParkedAndTimers(Ward ward) {
        assertThat(ward.recorder().readParked(Ward.KITCHEN, 0, 9))
                .containsExactly(Ward.failing(ward), Ward.behind(ward));
        assertThat(ward.recorder().parkedKeys(Ward.KITCHEN)).containsExactly("b-1");
        assertThat(ward.recorder().readDueTimers("Meals", Ward.SUPPER.dueOn(), 9))
                .containsExactly(Ward.SUPPER);
    }

    private static void requireLease(Ward ward) {
        // It is over in a log of long ago, and not in one that was just written.
        ward.recorder().releaseLease(new Lease(Ward.KITCHEN, "cook", 1));
        assertThat(
                        ward.recorder()
                                .acquireLease(Ward.KITCHEN, "another", Duration.ofMinutes(1))
                                .orElseThrow()
                                .epoch())
                .isEqualTo(2);
    }

    private static void requireThatItGoesOn(Ward ward) {
        ward.recorder()
                .append(
                        AppendRequest.of(List.of())
                                .withChanges(
                                        List.of(
                                                new ProcessChange.Unpark(Ward.KITCHEN, 1),
                                                new ProcessChange.Unpark(Ward.KITCHEN, 2),
                                                new ProcessChange.CancelTimer("Meals", "supper"))));
        assertThat(ward.recorder().countParked(Ward.KITCHEN)).isZero();
        assertThat(ward.recorder().nextTimer("Meals")).isEmpty();
    }
}
