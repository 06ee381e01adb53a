package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;

/** A file that may not grow gives the engine's own "disk full", without needing a full disk. */
final class FullDiskTest {
    private @TempDir Path folder;

    @Test
    void aFullDiskLosesNothingAndTheLogGoesOnWhenThereIsRoom() {
        try (var recorder = Sqlite.file(folder.resolve("log.db")).open("School")) {
            var kept = Samples.event("t");
            recorder.append(List.of(kept));
            limitPages(recorder, 100);
            int written = 1;
            boolean full = false;
            while (!full) {
                var large = Samples.event(null, "t", 100_000);
                try {
                    recorder.append(List.of(large, Samples.event("t")));
                    written += 2;
                } catch (RecorderUnavailableException e) {
                    assertThat(e).hasMessageContaining("full");
                    full = true;
                }
            }

            assertThat(recorder.head()).isEqualTo(written);
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> recorder.append(List.of(Samples.event(null, "t", 500_000))))
                    .withMessageContaining("nothing was written");
            assertThat(recorder.append(List.of(kept)).first()).isEqualTo(1);

            limitPages(recorder, 100_000);
            recorder.append(List.of(Samples.event(null, "t", 500_000)));
            assertThat(recorder.head()).isEqualTo(written + 1);
        }
    }

    /** Limits the writer's own connection, which the work of an append is lent. */
    private static void limitPages(Recorder recorder, int pages) {
        recorder.append(
                AppendRequest.of(List.of())
                        .withWork(
                                transaction ->
                                        Connections.text(
                                                transaction.as(Connection.class),
                                                "PRAGMA max_page_count=" + pages)));
    }
}
