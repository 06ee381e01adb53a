package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.annals.postgres.Postgres.SchemaPolicy;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;

/** A log whose tables and functions the first release has made. */
@Timeout(120)
final class MigrationTest {
    private static final int OPENERS = 8;

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE SCHEMA new_log; CREATE SCHEMA old_log");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
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

    private Postgres in(String schema) {
        return Postgres.of(database.dataSource()).withSchema(schema);
    }

    private Content filled(boolean chained) throws Exception {
        Postgres today = chained ? in("new_log").withHashChain() : in("new_log");
        Content content;
        try (var recorder = today.open("School")) {
            recorder.append(
                    List.of(Samples.change("dog", 1, "k:v"), Samples.fact("u")),
                    Tracking.of("up", 21).withEpoch(3));
            recorder.track(Tracking.of("other", 7));
            recorder.putSnapshot(Samples.snapshot("dog", 1));
            content = Content.of(recorder);
        }
        for (String file : List.of("tables", "append", "append_one")) {
            database.execute(ofTheFirstRelease(file, chained));
        }
        for (String table : List.of("events", "tags", "tracking", "snapshots", "log")) {
            database.execute(
                    "INSERT INTO old_log.school_%1$s SELECT %2$s FROM new_log.school_%1$s"
                            .formatted(
                                    table,
                                    table.equals("tracking")
                                            ? "upstream, position, event_id, epoch, incarnation"
                                            : "*"));
        }
        database.execute("UPDATE old_log.school_log SET schema_version = 1");
        return content;
    }

    private static String ofTheFirstRelease(String file, boolean chained) throws Exception {
        try (InputStream stream = Schema.class.getResourceAsStream("schema/v1/" + file + ".sql")) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.endsWith(chained ? "-- unless chained" : "-- if chained"))
                    .collect(Collectors.joining("\n"))
                    .replace("{schema}", "\"old_log\"")
                    .replace("{log}", "school")
                    .replace("{version}", "1")
                    .replace("{lock_space}", Integer.toString(LogSql.LOCK_SPACE));
        }
    }

    private String version() throws SQLException {
        return database.answer("SELECT schema_version FROM old_log.school_log");
    }

    private static void assertHasAllRoles(Recorder recorder) {
        assertThat(recorder.acquireLease("up", "me", Duration.ofHours(1)))
                .contains(new Lease("up", "me", 4));
        var event = new Notification(22, Samples.fact("u"));
        ParkedEvent parked =
                ParkedEvent.behind("up", "key", event, event.storedEvent().timestamp());
        recorder.append(
                AppendRequest.of(List.of(Samples.fact("new")))
                        .withTracking(Tracking.of("up", 22).withEpoch(4))
                        .withChanges(List.of(new Park(parked))));
        assertThat(recorder.readParked("up", 0, 10)).containsExactly(parked);
        assertThat(recorder.append(Samples.request(Samples.fact("plain"))).last()).isEqualTo(4);
    }

    /** Returns columns, indexes and functions of a schema, without its name. */
    private String described(String schema) throws SQLException {
        return database.answer(
                        """
                        SELECT concat_ws(E'\\n',
                            (SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name), E'\\n' ORDER BY table_name, ordinal_position)
                             FROM information_schema.columns WHERE table_schema = '%1$s'),
                            (SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = '%1$s'),
                            (SELECT string_agg(pg_get_functiondef(oid) || coalesce(proacl::text, ''), E'\\n' ORDER BY proname)
                             FROM pg_proc WHERE pronamespace = '%1$s'::regnamespace))
                        """
                                .formatted(schema))
                .replace(schema, "schema");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOldLogKeepsEverythingAndGetsTheRoles(boolean chained) throws Exception {
        Content before = filled(chained);

        try (var recorder = in("old_log").open("School")) {
            assertThat(Content.of(recorder)).isEqualTo(before);
            assertHasAllRoles(recorder);
            assertThat(recorder.isChained()).isEqualTo(chained);
        }
        assertThat(version()).isEqualTo("2");
        assertThat(described("old_log")).isEqualTo(described("new_log")).contains("acquire_lease");
        in("old_log").withSchemaPolicy(SchemaPolicy.VERIFY).open("School").close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsPrintedForAPersonMigratesAsOpeningDoes(boolean chained) throws Exception {
        Content before = filled(chained);
        String right = Postgres.migrationSql("old_log", "School");
        String chainedOne = Postgres.chainedMigrationSql("old_log", "School");

        assertThatThrownBy(() -> database.execute(chained ? right : chainedOne))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(version()).isEqualTo("1");
        database.execute(chained ? chainedOne : right);

        assertThat(described("old_log")).isEqualTo(described("new_log"));
        try (var recorder = in("old_log").withSchemaPolicy(SchemaPolicy.VERIFY).open("School")) {
            assertThat(Content.of(recorder)).isEqualTo(before);
            assertHasAllRoles(recorder);
        }
        assertThatThrownBy(() -> database.execute(chained ? chainedOne : right))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void whereTablesMayNotBeChangedAnOldLogIsRefusedWithTheRemedy() throws Exception {
        filled(false);
        String before = described("old_log");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> in("old_log").withSchemaPolicy(SchemaPolicy.VERIFY).open("School"))
                .withMessageContaining("version 1")
                .withMessageContaining("version 2")
                .withMessageContaining("Postgres.migrationSql");
        assertThat(version()).isEqualTo("1");
        assertThat(described("old_log")).isEqualTo(before);
    }

    @Test
    void whoDoesNotOwnTheTablesIsToldWhoMayMigrate() throws Exception {
        filled(false);
        String role = "stranger_of_" + database.name();
        database.execute("CREATE ROLE %s LOGIN PASSWORD 'for-tests'".formatted(role));
        database.execute(
                "GRANT USAGE ON SCHEMA old_log TO %1$s; GRANT SELECT ON ALL TABLES IN SCHEMA old_log TO %1$s"
                        .formatted(role));
        var source = database.dataSource();
        source.setUser(role);
        source.setPassword("for-tests");
        try {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Postgres.of(source).withSchema("old_log").open("School"))
                    .withMessageContaining("migrationSql");
        } finally {
            database.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
        }
        assertThat(version()).isEqualTo("1");
    }

    @Test
    void ofManyThatOpenAnOldLogOneMigratesIt() throws Exception {
        Content before = filled(false);
        var barrier = new CyclicBarrier(OPENERS);
        List<Background<Content>> openings = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            openings.add(
                    Background.start(
                            () -> {
                                barrier.await();
                                try (var recorder = in("old_log").open("School")) {
                                    return Content.of(recorder);
                                }
                            }));
        }
        for (var opening : openings) {
            assertThat(opening.result()).isEqualTo(before);
        }
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aMigrationThatFailsHalfWayChangesNothing() throws Exception {
        Content before = filled(false);
        database.execute("CREATE TABLE old_log.school_timers (mine text)");
        String described = described("old_log");

        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> in("old_log").open("School"));
        assertThat(version()).isEqualTo("1");
        assertThat(described("old_log")).isEqualTo(described);
        database.execute("DROP TABLE old_log.school_timers");
        try (var recorder = in("old_log").open("School")) {
            assertThat(Content.of(recorder)).isEqualTo(before);
            assertHasAllRoles(recorder);
        }
    }

    @Test
    void aWriterOfTheFirstReleaseThatIsStillOpenIsRefused() throws Exception {
        filled(false);
        String call =
                "SELECT refusal FROM old_log.school_append_one(1, '5s', gen_random_uuid(), NULL, NULL, 't', 1, 0, '', '')";

        assertThat(database.answer(call)).isEqualTo("null");
        in("old_log").open("School").close();
        assertThat(database.answer(call)).isEqualTo("schema");
    }
}
