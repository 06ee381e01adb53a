package org.annals.jackson.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Trackings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

final class RoundTripTest {
    private @TempDir Path folder;

    @Test
    void aLogGoesIntoAFileAndBackAsItWas() throws IOException {
        Path file = folder.resolve("kennel.jsonl");
        try (var recorder = Logs.of(1_200);
                var empty = MemoryRecorder.open("Other")) {
            recorder.append(List.of(Logs.odd()));
            Logs.places().forEach(recorder::track);
            // @start region="export"
            Exported exported = LogExport.of(recorder).write(file);
            // @end
            // @start region="import"
            Imported imported = LogImport.into(empty).read(file);
            // @end

            String sha256 = exported.sha256();
            assertThat(exported).isEqualTo(new Exported(1_201, 1_201, 3, sha256));
            assertThat(imported).isEqualTo(new Imported(0, 1_201, 1_201, 3, sha256));
            assertThat(Files.readString(file)).contains(sha256);
            assertThat(Logs.read(empty)).isEqualTo(Logs.read(recorder));
            assertThat(empty.readTrackings()).isEqualTo(new Trackings(1_201, Logs.places()));
            assertThat(empty.identity())
                    .isEqualTo(
                            new LogIdentity(
                                    "Other",
                                    recorder.identity().logId(),
                                    recorder.identity().incarnation()));
        }
    }

    private static List<Long> counted(Imported imported) {
        return List.of(imported.present(), imported.appended(), imported.head());
    }

    @Test
    void theSameLogIsAlwaysTheSameFile() throws IOException {
        try (var recorder = Logs.of(3);
                var copy = MemoryRecorder.open("Kennel")) {
            recorder.append(List.of(Logs.odd()));
            Logs.places().reversed().forEach(recorder::track);
            byte[] file = Logs.exported(recorder);
            Logs.imported(file, copy);
            assertThat(Logs.exported(copy)).isEqualTo(file);
        }
    }

    @Test
    void anEmptyLogHasAnIdentityToo() throws IOException {
        try (var recorder = Logs.of(0);
                var copy = MemoryRecorder.open("Kennel")) {
            assertThat(counted(Logs.imported(Logs.exported(recorder), copy)))
                    .containsExactly(0L, 0L, 0L);
            assertThat(copy.identity()).isEqualTo(recorder.identity());
        }
    }

    @Test
    void theFileOfTheFirstVersionIsReadAndWritten() throws IOException {
        byte[] golden;
        try (InputStream in = getClass().getResourceAsStream("version1.jsonl")) {
            golden = Objects.requireNonNull(in).readAllBytes();
        }
        try (var copy = MemoryRecorder.open("Kennel")) {
            Logs.imported(golden, copy);
            assertThat(copy.identity())
                    .isEqualTo(new LogIdentity("Kennel", new UUID(1, 1), new UUID(1, 2)));
            assertThat(Logs.read(copy))
                    .extracting(each -> each.storedEvent())
                    .containsExactly(Logs.event(1), Logs.event(2), Logs.odd());
            assertThat(copy.readTrackings()).isEqualTo(new Trackings(3, Logs.places()));
            assertThat(Logs.exported(copy)).isEqualTo(golden);
        }
    }

    @Test
    void whatIsThereIsComparedAndTheRestAppended() throws IOException {
        try (var recorder = Logs.of(1_700);
                var copy = MemoryRecorder.open("Kennel")) {
            byte[] file = Logs.exported(recorder);
            byte[] cut = Arrays.copyOf(file, file.length / 2);
            assertThatExceptionOfType(MalformedLogFileException.class)
                    .isThrownBy(() -> Logs.imported(cut, copy))
                    .withMessageContaining("cut off");
            long head = copy.head();
            assertThat(head).isPositive().isLessThan(1_700);

            assertThat(counted(Logs.imported(file, copy)))
                    .containsExactly(head, 1_700 - head, 1_700L);
            assertThat(counted(Logs.imported(file, copy))).containsExactly(1_700L, 0L, 1_700L);
            assertThat(Logs.read(copy)).isEqualTo(Logs.read(recorder));
        }
    }

    @Test
    void aFileMayBeginWhereAnotherEnds() throws IOException {
        try (var recorder = Logs.of(10);
                var copy = MemoryRecorder.open("Kennel")) {
            byte[] first = Logs.exported(recorder);
            recorder.append(List.of(Logs.event(11), Logs.event(12)));
            byte[] second = Logs.exported(recorder, 10);

            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> Logs.imported(second, copy))
                    .satisfies(refused -> assertThat(refused.position()).isOne());
            Logs.imported(first, copy);
            assertThat(counted(Logs.imported(second, copy))).containsExactly(0L, 2L, 12L);
            assertThat(Logs.read(copy)).isEqualTo(Logs.read(recorder));
        }
    }

    @Test
    void anotherEventIsRefusedAtItsPosition() throws IOException {
        try (var recorder = Logs.of(700);
                var copy = MemoryRecorder.open("Kennel")) {
            copy.adopt(recorder.identity().logId(), recorder.identity().incarnation());
            for (long n = 1; n <= 600; n++) {
                copy.append(List.of(n == 555 ? renamed(n) : Logs.event(n)));
            }
            byte[] file = Logs.exported(recorder);
            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> Logs.imported(file, copy))
                    .satisfies(refused -> assertThat(refused.position()).isEqualTo(555));
            assertThat(copy.head()).isEqualTo(600);
        }
    }

    private static StoredEvent renamed(long n) {
        var event = Logs.event(n);
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                Map.of("changed", "yes"),
                event.data());
    }

    @Test
    void aLogOfAnotherIdentityIsRefusedAndStaysAsItIs() throws IOException {
        try (var recorder = Logs.of(3);
                var other = Logs.of(2);
                var restored = MemoryRecorder.open("Kennel")) {
            byte[] file = Logs.exported(recorder);
            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> Logs.imported(file, other))
                    .withMessageContaining("Import into an empty log");
            assertThat(other.head()).isEqualTo(2);

            restored.adopt(recorder.identity().logId(), new UUID(5, 5));
            restored.append(List.of(Logs.event(1)));
            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> Logs.imported(file, restored))
                    .withMessageContaining("incarnation");
        }
    }

    @Test
    void whoeverAppendsMeanwhileMakesItFailAndNothingIsMisplaced() throws IOException {
        try (var recorder = Logs.of(1_200);
                var copy = MemoryRecorder.open("Kennel")) {
            var disturbed =
                    LogImport.into(copy)
                            .reporting(
                                    position -> {
                                        if (position == 500) {
                                            copy.append(List.of(Logs.odd()));
                                        }
                                    });
            var file = new ByteArrayInputStream(Logs.exported(recorder));
            assertThatExceptionOfType(ImportConflictException.class)
                    .isThrownBy(() -> disturbed.read(file))
                    .satisfies(refused -> assertThat(refused.position()).isEqualTo(501));
            assertThat(copy.head()).isEqualTo(501);
        }
    }

    @Test
    void progressIsTold() throws IOException {
        List<Long> written = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        Path file = folder.resolve("kennel.jsonl");
        try (var recorder = Logs.of(1_200);
                var copy = MemoryRecorder.open("Kennel")) {
            LogExport.of(recorder).reporting(written::add).write(file);
            LogImport.into(copy).reporting(read::add).read(file);
        }
        assertThat(written).containsExactly(500L, 1_000L, 1_200L);
        assertThat(read).containsExactly(500L, 1_000L, 1_200L);
    }

    @Test
    void aFileIsItsOwnersAloneAndNothingIsLeftBeside() throws IOException {
        Path file = folder.resolve("kennel.jsonl");
        try (var recorder = Logs.of(1)) {
            LogExport.of(recorder).write(file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeFinishedDoesNotAppear() throws IOException {
        try (var recorder = Logs.of(1_200)) {
            var stopped =
                    LogExport.of(recorder)
                            .reporting(
                                    position -> {
                                        throw new IllegalStateException("stopped");
                                    });
            assertThatThrownBy(() -> stopped.write(folder.resolve("kennel.jsonl")))
                    .hasMessage("stopped");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws IOException {
        Path file = folder.resolve("kennel.jsonl");
        try (var recorder = Logs.of(1)) {
            LogExport.of(recorder).write(file);
            assertThatThrownBy(() -> LogExport.of(recorder).write(file))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> LogExport.of(recorder).write(folder.resolve("x"), 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ends at 1");
        }
    }
}
