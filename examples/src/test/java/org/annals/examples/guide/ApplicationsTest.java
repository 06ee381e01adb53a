package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.application.Application;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ApplicationsTest {
    private static final Settings IN_MEMORY = Settings.only(Map.of());

    @Test
    void oneSaveOfTwoKennelsIsAllOrNothing() {
        try (var kennels = new Kennels(IN_MEMORY)) {
            kennels.open("Delft", 1);
            kennels.open("Leiden", 1);
            kennels.take("dog-1", "Delft");
            kennels.take("dog-2", "Leiden");

            assertThatThrownBy(() -> kennels.move("dog-1", "Delft", "Leiden"))
                    .isInstanceOf(Kennel.FullException.class);
            assertThat(kennels.kennel("Delft").dogIds()).containsExactly("dog-1");

            kennels.open("Gouda", 1);
            kennels.move("dog-1", "Delft", "Gouda");
            assertThat(kennels.kennel("Delft").dogIds()).isEmpty();
            assertThat(kennels.kennel("Gouda").dogIds()).containsExactly("dog-1");
        }
    }

    @Test
    void rowsAreWrittenWithTheEventsOrNotAtAll(@TempDir Path folder) throws SQLException {
        var file = folder.resolve("kennels.db").toString();
        try (var kennels =
                        new Kennels(
                                Settings.only(
                                        Map.of(
                                                "PERSISTENCE_MODULE",
                                                "sqlite",
                                                "SQLITE_DBNAME",
                                                file)));
                var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE names (name TEXT PRIMARY KEY, dog_id TEXT)");
            var id = kennels.register("Fido");

            assertThatThrownBy(() -> kennels.register("Fido"))
                    .isInstanceOf(TransactionWorkFailedException.class)
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(kennels.events().recorder().head()).isEqualTo(1);
            try (var row = statement.executeQuery("SELECT dog_id FROM names")) {
                assertThat(row.getString(1)).isEqualTo(id);
            }
        }
    }

    @Test
    void inMemoryRowsAreTablesOfText() {
        try (var kennels = new Kennels(IN_MEMORY)) {
            var dog = Dog.register("Fido");
            // @start region="memory-rows"
            kennels.save(
                    transaction -> transaction.as(MemoryTables.class).put("names", "Fido", "dog-1"),
                    dog);
            // @end

            var recorder = (MemoryRecorder) kennels.events().recorder();
            Optional<String> id = recorder.readTables(tables -> tables.find("names", "Fido"));
            assertThat(id).contains("dog-1");
        }
    }

    @Test
    void aRepositoryGetsWhatIsRecorded() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "sit");
            // @start region="repository"
            var repository = school.repository();

            assertThat(repository.get(Dog.class, id).tricks()).containsExactly("sit");
            assertThat(repository.get(Dog.class, id, 1).tricks()).isEmpty();
            assertThat(repository.find(Dog.class, "unknown")).isEmpty();
            assertThat(repository.exists(id)).isTrue();
            // @end
        }
    }

    @Test
    void idsAreListedInOrderOfCreation() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var fido = school.registerDog("Fido");
            var rex = school.registerDog("Rex");
            var bella = school.registerDog("Bella");
            // @start region="ids"
            var first = school.repository().ids(Dog.class, 0, 2);
            var second = school.repository().ids(Dog.class, first.scannedTo(), 2);

            assertThat(first.ids()).containsExactly(fido, rex);
            assertThat(second.ids()).containsExactly(bella);
            assertThat(second.scannedTo()).isEqualTo(second.head());
            // @end
            assertThat(school.repository().ids(Dog.class)).containsExactly(fido, rex, bella);
        }
    }

    @Test
    void executeTellsHowOftenItDecided() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            // @start region="executed"
            var executed = school.execute(Dog.class, id, dog -> dog.addTrick("sit"));

            assertThat(executed.state().tricks()).containsExactly("sit");
            assertThat(executed.recordings().getFirst().position()).isEqualTo(2);
            assertThat(executed.attempts()).isEqualTo(1);
            // @end
        }
    }

    @Test
    void valuesComeBeforeTheEnvironmentAndThePrefixBeforeThePlainKey() {
        // @start region="settings"
        var settings =
                Settings.of(Map.of("LOG_SECTION_SIZE", "20"))
                        .with("DOGSCHOOL_LOG_SECTION_SIZE", "50")
                        .withDefaults(Map.of("RETRY_ATTEMPTS", "8"));

        // @replace substring="hermetic(settings)" replacement="settings":
        try (var school = new DogSchool(hermetic(settings))) {
            assertThat(school.notificationLog().sectionSize()).isEqualTo(50);
            assertThat(school.effectiveSettings()).containsEntry("RETRY_ATTEMPTS", "8");
        }
        // @end
    }

    private static Settings hermetic(Settings settings) {
        return settings.withEnvironment(Map.of("DOGSCHOOL_LOG_SECTION_SIZE", "30"));
    }

    @Test
    void whatIsToldIsHeard() {
        List<Notice> notices = new ArrayList<>();
        // @start region="notices"
        // @replace substring="IN_MEMORY" replacement="Settings.environment()":
        var settings = IN_MEMORY.using(NoticeListener.class, notices::add);
        // @end

        new DogSchool(settings).close();

        assertThat(notices).hasSize(1).first().isInstanceOf(Notice.Started.class);
    }

    @Test
    void anApplicationMayDeclareItsName() {
        // @start region="named"
        class Renamed extends Application {
            Renamed(Settings settings) {
                super("DogSchool", settings, Dog.TYPE);
            }
        }
        // @end

        try (var school = new Renamed(IN_MEMORY)) {
            assertThat(school.name()).isEqualTo("DogSchool");
        }
    }

    @Test
    void sectionsLeadFromOneToTheNext() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            for (int i = 1; i < 25; i++) {
                school.addTrick(id, "trick " + i);
            }
            // @start region="sections"
            var log = school.notificationLog();
            List<Notification> all = new ArrayList<>();
            for (var next = "1,10"; !next.isEmpty(); ) {
                var section = log.section(next);
                all.addAll(section.items());
                next = section.nextId();
            }
            // @end
            assertThat(all).hasSize(25);

            // @start region="select"
            var tricks = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded"));
            var page = log.select(tricks.after(3).limit(10));

            assertThat(page.notifications()).hasSize(10);
            assertThat(page.scannedTo()).isEqualTo(13);
            assertThat(page.head()).isEqualTo(25);
            // @end
        }
    }
}
