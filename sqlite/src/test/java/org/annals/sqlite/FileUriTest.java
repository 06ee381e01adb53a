package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class FileUriTest {
    private @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "file:log.db, log.db, ''",
        "file:/data/log.db, /data/log.db, ''",
        "file:///data/log.db?mode=rw, /data/log.db, rw",
        "file://localhost/data/a%20b%3F.db?cache=private&mode=ro#x, /data/a b?.db, ro",
        "file:a+b.db, a+b.db, ''",
        "file::memory:?cache=shared, :memory:, ''",
        "file:x?mode=ro&mode=memory, x, memory",
        "file:?mode=memory, '', memory"
    })
    void aUriIsReadAsSqliteReadsIt(String uri, String path, String mode) {
        assertThat(FileUri.parse(uri)).isEqualTo(new FileUri(path, mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "file:?mode=rw", "file://elsewhere/log.db", "file:a%zz.db"})
    void aUriThatNamesNoFileHereIsRefused(String uri) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SqliteLocation.parse(uri))
                .withMessageContaining(uri)
                .withMessageContaining("SQLITE_DBNAME");
    }

    @ParameterizedTest
    @CsvSource({
        "file::memory:, true",
        "file:x?mode=memory&cache=shared, true",
        "file:x:memory:.db, false",
        "file:mode=memory, false",
        "file:x?cache=mode=memory, false"
    })
    void onlyThatPathOrThatModeIsInMemory(String uri, boolean inMemory) {
        assertThat(SqliteLocation.parse(uri).isInMemory()).isEqualTo(inMemory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?mode=rwc", "?cache=private"})
    void theFileOfAUriIsMadeForItsOwnerAlone(String query) throws IOException {
        Path file = folder.resolve("a b.db");
        String uri = "file:" + folder + "/a%20b.db" + query;

        try (var recorder = Sqlite.at(SqliteLocation.parse(uri)).open("School")) {
            assertThat(recorder.head()).isZero();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aUriThatForbidsItMakesNoFile() {
        Path file = folder.resolve("log.db");
        var location = SqliteLocation.parse("file:" + file + "?mode=rw");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.at(location).open("School"))
                .withMessageContaining("cannot be opened");
        assertThat(file).doesNotExist();
    }

    @Test
    void theMissingFolderOfAUriIsNamed() {
        var location = SqliteLocation.parse("file:" + folder + "/missing/log.db");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Sqlite.at(location).open("School"))
                .withMessageContaining("missing/log.db")
                .withMessageContaining("folder");
    }
}
