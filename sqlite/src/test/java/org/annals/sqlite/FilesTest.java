package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

final class FilesTest {
    private @TempDir Path folder;

    private Path file() {
        return folder.resolve("log.db");
    }

    @Test
    void aFileIsMadeWhenItIsOpened() {
        List<StoredEvent> events = List.of(Samples.event("t"));
        Path file = file();
        // @start region="open"
        try (var recorder = Sqlite.file(file).open("DogSchool")) {
            recorder.append(events);
        }
        // @end
        assertThat(file()).exists();
    }

    @Test
    void aFileThatIsNotADatabaseIsRefusedAndLeftAsItWas() throws IOException {
        Files.writeString(file(), "Dear diary, today I learned a trick. ".repeat(100));
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(file()).open("School"))
                .withMessageContaining(file().toString())
                .withMessageContaining("not an SQLite database");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("missing").resolve("log.db");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(missing).open("School"))
                .withMessageContaining(missing.toString())
                .withMessageContaining("does not exist");
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void aFolderIsNoFile() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(folder).open("School"))
                .withMessageContaining("is a folder");
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersionsAndUnchanged() throws SQLException {
        Sqlite.file(file()).open("School").close();
        execute("UPDATE school_log SET schema_version = 7");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(file()).open("School"))
                .withMessageContaining("version 7")
                .withMessageContaining("version 2");
        try (Connection connection = connection()) {
            assertThat(Connections.text(connection, "SELECT schema_version FROM school_log"))
                    .isEqualTo("7");
        }
    }

    @Test
    void aFileOfANewerSchemaIsNotTouchedAtAll() throws Exception {
        Sqlite.file(file()).open("School").close();
        execute("PRAGMA journal_mode=DELETE");
        execute("UPDATE school_log SET schema_version = 7");
        byte[] before = Files.readAllBytes(file());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(file()).open("School"))
                .withMessageContaining("version 7");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aMissingFileIsNotMadeWhereTablesMayNotBeCreated() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                Sqlite.file(file())
                                        .withSchema(Sqlite.SchemaPolicy.VERIFY)
                                        .open("School"))
                .withMessageContaining(file().toString())
                .withMessageContaining("does not exist")
                .withMessageContaining("CREATE_TABLE");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aLogIsOpenedAndReadWhileAnotherProgramWrites() throws SQLException {
        Sqlite.file(file()).open("School").close();
        var impatient = Sqlite.file(file()).withLockTimeout(Duration.ZERO);
        try (Connection other = connection()) {
            Connections.execute(other, "BEGIN IMMEDIATE");

            try (var recorder = impatient.open("School")) {
                assertThat(recorder.head()).isZero();
            }
        }
    }

    // M15
    @Test
    void aFileThatWentAwayAndComesBackIsUnavailableMeanwhile() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Sqlite options = Sqlite.file(inside.resolve("log.db"));
        try (var recorder = options.open("School")) {
            Files.move(inside, elsewhere);

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(recorder::head)
                    .withMessageContaining("cannot be opened");
            assertThat(inside).doesNotExist();

            Files.move(elsewhere, inside);
            assertThat(recorder.head()).isZero();
        }
    }

    @Test
    void aReadOnlyDatabaseIsRefused() {
        Sqlite.file(file()).open("School").close();
        var readOnly = Sqlite.at(SqliteLocation.parse("file:" + file() + "?mode=ro"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> readOnly.open("Other"))
                .withMessageContaining("cannot be written to");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> readOnly.open("School"))
                .withMessageContaining("cannot be written to");
    }

    @Test
    void aFileThatAnotherProgramHasLockedIsUnavailableAfterTheTimeout() throws SQLException {
        Sqlite.file(file()).open("School").close();
        var impatient = Sqlite.file(file()).withLockTimeout(Duration.ofMillis(100));
        try (Connection other = connection()) {
            Connections.execute(other, "BEGIN IMMEDIATE");

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> impatient.open("Other"))
                    .withMessageContaining("SQLITE_LOCK_TIMEOUT")
                    .withMessageContaining("nothing was written");
        }
        impatient.open("Other").close();
    }

    @Test
    void anAppendWaitsForAnotherProgramsLockAndThenFailsOrGoesThrough() throws SQLException {
        var impatient = Sqlite.file(file()).withLockTimeout(Duration.ofMillis(100));
        try (var recorder = impatient.open("School");
                Connection other = connection()) {
            var event = Samples.event("t");
            Connections.execute(other, "BEGIN IMMEDIATE");

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> recorder.append(List.of(event)))
                    .withMessageContaining("nothing was written");
            assertThat(recorder.head()).isZero();

            Connections.execute(other, "ROLLBACK");
            assertThat(recorder.append(List.of(event)).first()).isEqualTo(1);
        }
    }

    @Test
    void missingTablesAreNamedWhereTheyMayNotBeCreated() {
        var verifying = Sqlite.file(file()).withSchema(Sqlite.SchemaPolicy.VERIFY);
        Sqlite.file(file()).open("Other").close();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> verifying.open("School"))
                .withMessageContaining("school_events")
                .withMessageContaining("CREATE_TABLE");
        Sqlite.file(file()).open("School").close();
        verifying.open("School").close();
    }

    @Test
    void twoNamesThatGiveTheSameTablesAreRefused() {
        Sqlite.file(file()).open("Dog School").close();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.file(file()).open("dog-school"))
                .withMessageContaining("'Dog School'")
                .withMessageContaining("'dog-school'");
    }

    @Test
    void logsOfOtherNamesShareAFileAndDoNotMeet() {
        try (var one = Sqlite.file(file()).open("One");
                var two = Sqlite.file(file()).open("Two")) {
            one.append(List.of(Samples.event("t")));

            assertThat(two.head()).isZero();
            assertThat(two.readLog(LogSelection.all()).notifications()).isEmpty();
            assertThat(two.identity().logId()).isNotEqualTo(one.identity().logId());
        }
    }

    @Test
    void theFilesAreForTheirOwnerAlone() throws IOException {
        try (var recorder = Sqlite.file(file()).open("School")) {
            recorder.append(List.of(Samples.event("t")));
            try (var files = Files.list(folder)) {
                List<Path> made = files.toList();
                assertThat(made).hasSizeGreaterThanOrEqualTo(2);
                for (Path each : made) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .as(each.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void commitsAreDurableUnlessSaidOtherwise() throws SQLException {
        Sqlite.file(file()).open("School").close();
        try (Connection full = new Connections(Sqlite.file(file())).openForWriting()) {
            assertThat(Connections.text(full, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(Connections.text(full, "PRAGMA journal_mode")).isEqualTo("wal");
        }
        var relaxed = Sqlite.file(file()).withDurability(Sqlite.Durability.SURVIVES_PROCESS);
        try (Connection normal = new Connections(relaxed).openForWriting()) {
            assertThat(Connections.text(normal, "PRAGMA synchronous")).isEqualTo("1");
        }
        try (var recorder = relaxed.open("School")) {
            assertThat(recorder.toString())
                    .contains(file().toString())
                    .contains("SURVIVES_PROCESS");
        }
    }

    @Test
    void anOldEngineIsRefused() {
        for (String good : List.of("3.51.3", "3.54.1", "4.0.0", "3.51.10")) {
            EngineVersion.require(good);
        }
        for (String old : List.of("3.51.2", "3.9.99", "3.50.4.1")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> EngineVersion.require(old))
                    .withMessageContaining(old);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connection()) {
            Connections.execute(connection, sql);
        }
    }
}
