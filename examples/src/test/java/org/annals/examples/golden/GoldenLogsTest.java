package org.annals.examples.golden;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.DomainEvent;
import org.annals.domain.Snapshot;
import org.annals.integrity.ChainVerification;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.Trackings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * That logs which earlier versions wrote are read and go on. Their folders tell the database, the
 * version of its tables and that of the stored form; they never change.
 */
final class GoldenLogsTest {
    private static final GoldenFolders GOLDEN = GoldenFolders.named("golden");

    static List<Path> goldenLogs() throws IOException {
        return GOLDEN.all();
    }

    @ParameterizedTest
    @MethodSource("goldenLogs")
    void whatAVersionWroteIsReadForEver(Path golden, @TempDir Path folder) throws Exception {
        GoldenDatabase database = GoldenFolders.databaseOf(golden);
        GoldenFolders.copy(golden, folder);
        database.restore(golden, folder);

        requireStory(database.settings(folder), new GoldenSecrets(folder));
    }

    /** Writes the golden log of a new version, and fails then. */
    @ParameterizedTest
    @EnumSource(GoldenDatabase.class)
    void thisVersionHasItsGoldenLog(GoldenDatabase database, @TempDir Path folder)
            throws Exception {
        var secrets = new GoldenSecrets(Files.createDirectory(folder.resolve("golden")));
        new GoldenWriter(database.settings(folder), secrets).write();
        Path written = Files.createDirectory(folder.resolve("written"));
        GoldenFolders.copy(secrets.folder(), written);
        database.save(folder, written);
        Path golden = GOLDEN.of(database, folder);

        requireStory(database.settings(folder), secrets);

        boolean isThere = Files.exists(golden);
        if (!isThere) {
            GoldenFolders.copy(written, golden);
        }
        assertThat(isThere).as("%s was missing, and is there now: keep it", golden).isTrue();
    }

    private static void requireStory(Settings given, GoldenSecrets secrets) throws IOException {
        secrets.restrict();
        Settings settings = secrets.encrypting(secrets.compressing(secrets.ofSubjects(given)));
        try (var hospital = Hospital.open(settings)) {
            requireLog(hospital);
            requireWhatIsBesideIt(hospital);
            requireThatItGoesOn(hospital);
        }
    }

    private static void requireLog(Hospital hospital) {
        Recorder recorder = hospital.events().recorder();
        assertThat(recorder.identity()).isEqualTo(Story.IDENTITY);
        assertThat(forms(recorder))
                .as("what the log is to show is there to be read")
                .isEqualTo(Story.forms());
        assertThat(read(hospital, LogSelection.all())).isEqualTo(Story.events());
        assertThat(read(hospital, LogSelection.all().matching(Query.ofTags(Story.NORTH))))
                .containsExactly(Story.ADMITTED, Story.TREATED, Story.INSPECTED);
        assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(9);
    }

    private static List<List<Integer>> forms(Recorder recorder) {
        return recorder.readLog(LogSelection.all()).notifications().stream()
                .map(each -> each.storedEvent().data().toArray())
                .map(data -> List.of((int) data[1], (int) data[2]))
                .toList();
    }

    private static List<DomainEvent<?>> read(Hospital hospital, LogSelection selection) {
        List<DomainEvent<?>> events = new ArrayList<>();
        try (var recordings = hospital.events().read(selection)) {
            recordings.forEach(each -> events.add(each.domainEvent()));
        }
        return events;
    }

    private static void requireWhatIsBesideIt(Hospital hospital) {
        assertThat(hospital.events().recorder().readTrackings())
                .isEqualTo(new Trackings(9, List.of(Story.KITCHEN, Story.PHARMACY)));
        var snapshots = new SnapshotStore(EventTypes.of(Patient.State.class), hospital.events());
        assertThat(snapshots.versions(Patient.State.class, "p-1")).containsExactly(5L, 4L, 2L);
        for (Snapshot<Patient.State> each : Story.snapshots()) {
            assertThat(snapshots.find(Patient.State.class, each.subject(), each.version()))
                    .contains(each);
        }
    }

    private static void requireThatItGoesOn(Hospital hospital) {
        assertThat(hospital.erase(Story.ERASED).position())
                .as("what was erased then is not recorded anew")
                .isEqualTo(9);
        Patient patient = hospital.repository().get(Patient.class, "p-1");
        patient.treat("a walk");
        hospital.save(patient);

        assertThat(hospital.repository().get(Patient.class, "p-1").version()).isEqualTo(6);
        assertThat(read(hospital, LogSelection.all().after(9)))
                .<Object>extracting(DomainEvent::event)
                .containsExactly(new Patient.Event.Treated("a walk"));
        assertThat(ChainVerification.of(hospital.events().recorder()).verify().orThrow().head())
                .isEqualTo(10);
    }
}
