package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.integrity.HashChain;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;
import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;

/** A log whose tables the first release has made. */
@Timeout(120)
final class MigrationTest {
    private static final int OPENERS = 12;

    private @TempDir Path folder;
    private Path today = Path.of("");
    private Path old = Path.of("");

    @BeforeEach
    void fillALogOfToday() {
        today = folder.resolve("today.db");
        old = folder.resolve("old.db");
    }

    /** What can be read of a log. */
    private record Content(
            LogIdentity identity, LogPage page, Trackings trackings, StoredSnapshot snapshot) {
        static Content of(Recorder recorder) {
            return new Content(
                    recorder.identity(),
                    recorder.readLog(LogSelection.all()),
                    recorder.readTrackings(),
                    recorder.findSnapshot("dog", "State", 1, 5).orElseThrow());
        }
    }

    private Content filled(Sqlite options) throws Exception {
        Content content;
        try (var recorder = options.open("School")) {
            recorder.append(
                    List.of(
                            Samples.event(new Origin("dog", 1), "t", 10, new EventTag("k", "v")),
                            Samples.event("u")),
                    Tracking.of("up", 21).withEpoch(3));
            recorder.track(Tracking.of("other", 7));
            recorder.putSnapshot(Samples.snapshot("dog", 1));
            content = Content.of(recorder);
        }
        try (Connection connection = connection(old)) {
            runTheFilesOfTheFirstRelease(connection);
            copy(connection);
        }
        return content;
    }

    private static void runTheFilesOfTheFirstRelease(Connection connection) throws Exception {
        try (InputStream file = Schema.class.getResourceAsStream("schema/v1/tables.sql")) {
            assertThat(file).isNotNull();
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String statement : Schema.named(sql, LogName.of("School")).split(";\\s*\\R", -1)) {
                if (!statement.isBlank()) {
                    Connections.execute(connection, statement);
                }
            }
        }
    }

    private void copy(Connection connection) throws SQLException {
        Connections.execute(connection, "ATTACH '%s' AS today".formatted(today));
        for (String table : List.of("events", "tags", "snapshots", "log")) {
            Connections.execute(
                    connection,
                    "INSERT INTO main.school_%1$s SELECT * FROM today.school_%1$s"
                            .formatted(table));
        }
        Connections.execute(
                connection,
                "INSERT INTO main.school_tracking SELECT upstream, position, event_id, epoch, incarnation FROM today.school_tracking");
        Connections.execute(connection, "UPDATE main.school_log SET schema_version = 1");
    }

    private static Connection connection(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static String answer(Path file, String sql) throws SQLException {
        try (Connection connection = connection(file)) {
            return Connections.text(connection, sql);
        }
    }

    private String version() throws SQLException {
        return answer(old, "SELECT schema_version FROM school_log");
    }

    private static void assertHasAllRoles(Recorder recorder) {
        assertThat(recorder.acquireLease("up", "me", Duration.ofHours(1)))
                .contains(new Lease("up", "me", 4));
        var event = new Notification(22, Samples.event("u"));
        ParkedEvent parked =
                ParkedEvent.behind("up", "key", event, event.storedEvent().timestamp());
        recorder.append(
                AppendRequest.of(List.of(Samples.event("new")))
                        .withTracking(Tracking.of("up", 22).withEpoch(4))
                        .withChanges(List.of(new Park(parked))));
        assertThat(recorder.readParked("up", 0, 10)).containsExactly(parked);
    }

    @Test
    void anOldLogKeepsEverythingAndGetsTheRoles() throws Exception {
        Content before = filled(Sqlite.file(today));

        try (var recorder = Sqlite.file(old).open("School")) {
            assertThat(Content.of(recorder)).isEqualTo(before);
            assertHasAllRoles(recorder);
        }
        assertThat(version()).isEqualTo("2");
        try (var recorder = Sqlite.file(old).open("School")) {
            assertThat(recorder.head()).isEqualTo(3);
            assertThat(recorder.countParked("up")).isOne();
        }
    }

    @Test
    void anOldLogHasTheTablesOfANewOneAfterwards() throws Exception {
        filled(Sqlite.file(today));
        Sqlite.file(old).open("School").close();

        String tables =
                "SELECT group_concat(m.name || ' ' || coalesce(c.name, ''), ';' ORDER BY m.name, c.cid) FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c";
        assertThat(answer(old, tables)).isEqualTo(answer(today, tables)).contains("school_timers");
    }

    @Test
    void anOldChainGoesOn() throws Exception {
        filled(Sqlite.file(today).withHashChain());

        try (var recorder = (SqliteRecorder) Sqlite.file(old).withHashChain().open("School")) {
            assertHasAllRoles(recorder);
            var kept = recorder.readChain(0, 10);
            var last = kept.getLast();
            assertThat(last.hash())
                    .isEqualTo(
                            new HashChain()
                                    .next(
                                            requireNonNull(kept.get(1).hash(), "hash"),
                                            3,
                                            recorder.readLog(LogSelection.all().after(2))
                                                    .notifications()
                                                    .getFirst()
                                                    .storedEvent()));
        }
    }

    @Test
    void whereTablesMayNotBeChangedAnOldLogIsRefusedAndUnchanged() throws Exception {
        filled(Sqlite.file(today));
        Sqlite verifying = Sqlite.file(old).withSchema(Sqlite.SchemaPolicy.VERIFY);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> verifying.open("School"))
                .withMessageContaining("version 1")
                .withMessageContaining("version 2")
                .withMessageContaining("CREATE_TABLE is off");
        assertThat(version()).isEqualTo("1");
        Sqlite.file(old).open("School").close();
        verifying.open("School").close();
    }

    @Test
    void ofManyThatOpenAnOldLogOneMigratesIt() throws Exception {
        Content before = filled(Sqlite.file(today));
        var barrier = new CyclicBarrier(OPENERS);
        List<FutureTask<Content>> openings = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            var opening =
                    new FutureTask<>(
                            () -> {
                                barrier.await();
                                try (var recorder = Sqlite.file(old).open("School")) {
                                    return Content.of(recorder);
                                }
                            });
            Thread.ofPlatform().name("opener-" + i).daemon().start(opening);
            openings.add(opening);
        }
        for (var opening : openings) {
            assertThat(opening.get()).isEqualTo(before);
        }
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aMigrationThatFailsHalfWayChangesNothing() throws Exception {
        Content before = filled(Sqlite.file(today));
        try (Connection connection = connection(old)) {
            Connections.execute(connection, "CREATE TABLE school_timers (mine TEXT)");
        }

        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> Sqlite.file(old).open("School"));
        assertThat(version()).isEqualTo("1");
        assertThat(answer(old, "SELECT count(*) FROM sqlite_master WHERE name = 'school_parked'"))
                .isEqualTo("0");
        try (Connection connection = connection(old)) {
            Connections.execute(connection, "DROP TABLE school_timers");
        }
        try (var recorder = Sqlite.file(old).open("School")) {
            assertThat(Content.of(recorder)).isEqualTo(before);
            assertHasAllRoles(recorder);
        }
    }
}
