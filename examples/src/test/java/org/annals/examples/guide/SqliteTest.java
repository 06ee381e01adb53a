package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

final class SqliteTest {
    private @TempDir Path folder;

    @Test
    void aSettingNamesTheFile() {
        var file = folder.resolve("school.db").toString();
        // @start region="settings"
        var settings =
                // @replace substring="file" replacement="\"school.db\"":
                Settings.of(Map.of("PERSISTENCE_MODULE", "sqlite", "SQLITE_DBNAME", file));
        // @end

        String id;
        try (var school = new DogSchool(settings)) {
            id = school.registerDog("Fido");
        }
        try (var school = new DogSchool(settings)) {
            assertThat(school.repository().get(Dog.class, id).name()).isEqualTo("Fido");
        }
    }

    @Test
    void whatASettingSaysTheBuilderSaysToo() {
        Path file = folder.resolve("school.db");
        // @start region="builder"
        var sqlite =
                Sqlite.file(file)
                        .withLockTimeout(Duration.ofSeconds(2))
                        .withDurability(Sqlite.Durability.SURVIVES_PROCESS);
        // @replace substring="Settings.only(Map.of())" replacement="Settings.environment()":
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, sqlite);
        // @end

        try (var school = new DogSchool(settings)) {
            assertThat(school.toString()).contains("school.db").contains("SURVIVES_PROCESS");
        }
    }

    @Test
    void severalLogsShareAFile() {
        Path file = folder.resolve("all.db");
        // @start region="shared"
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, Sqlite.file(file));
        try (var school = new DogSchool(settings);
                var office = new PostOffice(settings)) {
            school.registerDog("Fido");
            assertThat(office.events().recorder().head()).isZero();
        }
        // @end
    }

    @Test
    void twoOpeningsOfOneFileAreOneLog() {
        var settings =
                Settings.only(Map.of())
                        .using(PersistenceModule.class, Sqlite.file(folder.resolve("school.db")));
        try (var one = new DogSchool(settings);
                var other = new DogSchool(settings)) {
            var id = one.registerDog("Fido");
            other.addTrick(id, "sit");

            assertThat(one.repository().get(Dog.class, id).tricks()).containsExactly("sit");
        }
    }

    @Test
    void aBackupIsMadeByTheEngineWhileTheLogIsInUse() throws SQLException {
        Path file = folder.resolve("school.db");
        Path backup = folder.resolve("backup.db");
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, Sqlite.file(file));
        try (var school = new DogSchool(settings)) {
            var id = school.registerDog("Fido");
            // @start region="backup"
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, backup.toString());
                statement.execute();
            }
            // @end
            school.addTrick(id, "sit");

            var restored =
                    Settings.only(Map.of()).using(PersistenceModule.class, Sqlite.file(backup));
            try (var copy = new DogSchool(restored)) {
                assertThat(copy.repository().get(Dog.class, id).tricks()).isEmpty();
                assertThat(copy.events().recorder().identity())
                        .isEqualTo(school.events().recorder().identity());
            }
        }
    }

    @Test
    void theFileShowsEventsAsTheyWereEncoded() throws SQLException {
        Path file = folder.resolve("school.db");
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, Sqlite.file(file));
        try (var school = new DogSchool(settings)) {
            school.registerDog("Fido");
        }
        // @start region="look"
        var sql = "SELECT position, type, CAST(substr(data, 4) AS TEXT) FROM dogschool_events";
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.getLong(1)).isEqualTo(1);
            assertThat(row.getString(2)).isEqualTo("Dog.Registered");
            assertThat(row.getString(3)).isEqualTo("{\"name\":\"Fido\"}");
        }
        // @end
    }
}
