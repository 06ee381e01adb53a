package org.annals.examples.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.examples.RecorderKind;
import org.annals.settings.Settings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

/** What is there when an application is opened again, where anything is. */
final class ReopenedSnapshotsTest {
    @ParameterizedTest
    @EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void thoseThatAreTakenApartAreThereWhenTheApplicationIsClosed(
            RecorderKind recorder, @TempDir Path folder) {
        Settings settings = recorder.in(folder);
        try (var diaries =
                new Diaries(
                        settings,
                        Diary.TYPE,
                        Snapshotting.of(Diary.TYPE, SnapshotPolicy.every(5)))) {
            diaries.written("d", 13);
        }
        try (var later = new Diaries(settings, Diary.TYPE)) {
            assertThat(later.events().recorder().snapshotVersions("d", "Diary.State"))
                    .containsExactly(10L, 5L);
        }
    }
}
