package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Lease;
import org.annals.persistence.LogSelection;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.Query;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres.SchemaPolicy;
import org.annals.settings.ConfigurationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An owner who makes the tables, a writer who appends by the functions alone, a reader. */
@Timeout(60)
final class RolesTest {
    private static final String PASSWORD = "for-tests";

    private static TestDatabase database;
    private static String writer = "";
    private static String reader = "";
    private static String stranger = "";

    @BeforeAll
    static void createRolesAndRunTheSql() throws SQLException {
        database = TestDatabase.create();
        writer = role("writer");
        reader = role("reader");
        stranger = role("stranger");
        database.execute("CREATE SCHEMA log");
        database.execute(Postgres.schemaSql("log", "School"));
        database.execute(Postgres.grantsSql("log", "School", writer, reader));
        database.execute("GRANT USAGE ON SCHEMA log TO " + stranger);
    }

    /** Roles belong to all databases of the server, so their names do not recur. */
    private static String role(String kind) throws SQLException {
        String role = kind + "_of_" + database.name();
        database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
        return role;
    }

    @AfterAll
    static void dropAll() throws SQLException {
        database.execute("DROP OWNED BY %s, %s, %s".formatted(writer, reader, stranger));
        database.execute("DROP ROLE %s, %s, %s".formatted(writer, reader, stranger));
        database.close();
    }

    private static PGSimpleDataSource as(String role) {
        PGSimpleDataSource source = database.dataSource();
        source.setUser(role);
        source.setPassword(PASSWORD);
        return source;
    }

    private static Postgres log(String role) {
        return Postgres.of(as(role)).withSchema("log").withSchemaPolicy(SchemaPolicy.VERIFY);
    }

    @Test
    void theWriterDoesEverythingThatARecorderDoes() throws Exception {
        try (var recorder = log(writer).open("School")) {
            long before = recorder.head();
            recorder.append(List.of(Samples.change("fido", 1)));
            recorder.append(
                    AppendRequest.of(List.of(Samples.fact("t", "by:writer")))
                            .onCondition(
                                    AppendCondition.failIfMatching(
                                            Query.ofTags(EventTag.of("by", "writer"))))
                            .withTracking(Tracking.of("up", 1)));
            recorder.append(Samples.request(Samples.fact("t")).withWork(work -> {}));

            assertThat(recorder.readLog(LogSelection.all().after(before)).notifications())
                    .hasSize(3);
            assertThat(recorder.trackedPosition("up")).isEqualTo(1);
            assertThat(recorder.awaitTracking("up", 1, Background.DEADLINE)).isTrue();
            Lease lease = recorder.acquireLease("leased", "me", Duration.ofHours(1)).orElseThrow();
            assertThat(recorder.findLease("leased")).contains(lease);
            assertThat(recorder.releaseLease(lease)).isTrue();
            var timer = new Timer("process", "t", Instant.EPOCH, Bytes.empty());
            recorder.append(AppendRequest.of(List.of()).withChanges(List.of(new SetTimer(timer))));
            assertThat(recorder.readDueTimers("process", Instant.EPOCH, 1)).containsExactly(timer);
            recorder.append(AppendRequest.of(List.of()).withChanges(List.of(new FireTimer(timer))));
            recorder.putSnapshot(Samples.snapshot("fido", 1));
            recorder.putSnapshot(Samples.snapshot("fido", 2));
            assertThat(recorder.snapshotVersions("fido", "State")).containsExactly(2L, 1L);
            assertThat(recorder.findSnapshot("fido", "State", 1, 1)).isPresent();
            assertThat(recorder.pruneSnapshots("fido", "State", 1)).isOne();
            assertThat(recorder.deleteAllSnapshots()).isOne();
        }
    }

    @Test
    void theWriterMayNotGiveTheLogAnotherIdentity() throws SQLException {
        database.execute("CREATE SCHEMA annexe");
        database.execute(Postgres.schemaSql("annexe", "Annexe"));
        database.execute(Postgres.grantsSql("annexe", "Annexe", writer, reader));
        try (var recorder = Postgres.of(as(writer)).withSchema("annexe").open("Annexe")) {
            var before = recorder.identity();
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> recorder.adopt(new UUID(1, 1), new UUID(1, 2)))
                    .withMessageContaining("Let the owner of its tables do the import");
            assertThat(recorder.identity()).isEqualTo(before);
            assertThat(recorder.head()).isZero();
        }
    }

    @Test
    void theOwnerGivesRecordedEventsTagsAndTheWriterMovesAPlaceAlone() throws Exception {
        try (var recorder = log(writer).open("School");
                var owners = Postgres.of(database.dataSource()).withSchema("log").open("School")) {
            long position = recorder.append(List.of(Samples.fact("t"))).last();
            var added = List.of(new AddedTags(position, Set.of(EventTag.of("old", "tag"))));
            var query = LogSelection.all().matching(Query.ofTags(EventTag.of("old", "tag")));
            for (ThrowingCallable adding :
                    List.<ThrowingCallable>of(
                            () -> recorder.addTags(added),
                            () -> recorder.addTags(added, Tracking.of("fill", 7)))) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(adding)
                        .withMessageContaining("Let the owner of its tables fill them");
            }
            recorder.addTags(List.of(), Tracking.of("fill", 6));
            assertThat(recorder.trackedPosition("fill")).isEqualTo(6);
            assertThat(recorder.readLog(query).notifications()).isEmpty();

            owners.addTags(added, Tracking.of("fill", 7));

            assertThat(recorder.trackedPosition("fill")).isEqualTo(7);
            assertThat(recorder.readLog(query).notifications()).hasSize(1);
        }
    }

    @Test
    void theWriterMayNotOpenWithoutVerifyingWhatIsNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Postgres.of(as(writer)).withSchema("log").open("Other"))
                .withMessageContaining("owner")
                .withMessageContaining("schemaSql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO log.school_events SELECT position + 1, gen_random_uuid(), 'a', 1, 't', 1, '{}', 0, '', '' FROM log.school_events",
                "UPDATE log.school_events SET data = 'forged'",
                "DELETE FROM log.school_events",
                "TRUNCATE log.school_events",
                "INSERT INTO log.school_tags VALUES ('k:v', 1, 't')",
                "DELETE FROM log.school_tags",
                "UPDATE log.school_tracking SET position = 0",
                "TRUNCATE log.school_snapshots",
                "UPDATE log.school_tracking SET lease_owner = 'me'",
                "TRUNCATE log.school_timers",
                "UPDATE log.school_log SET schema_version = 2",
                "DROP TABLE log.school_events",
                "ALTER FUNCTION log.school_append_one OWNER TO CURRENT_USER",
                "CREATE TABLE log.more (x int)"
            })
    void theWriterCanNeitherEditHistoryNorWriteAroundTheProtocol(String sql) throws Exception {
        try (var recorder = log(writer).open("School");
                Connection connection = as(writer).getConnection()) {
            recorder.append(List.of(Samples.fact("t", "k:v")));

            assertDenied(connection, sql);
        }
    }

    @Test
    void theReaderReadsAndIsToldThatItMayNotAppend() throws Exception {
        long head;
        try (var recorder = log(writer).open("School")) {
            head = recorder.append(List.of(Samples.change("rex", 1))).last();
        }
        try (var recorder = log(reader).open("School")) {
            assertThat(recorder.readLog(LogSelection.all()).head()).isEqualTo(head);
            assertThat(recorder.head()).isEqualTo(head);
            assertThat(recorder.trackedPosition("elsewhere")).isZero();
            assertThat(recorder.readAggregate(AggregateSelection.of("rex"))).hasSize(1);
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v")),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> recorder.append(request))
                        .withMessageContaining("does not let this user")
                        .withMessageContaining("grantsSql");
            }
            assertThat(recorder.head()).isEqualTo(head);
            assertThat(recorder.findSnapshot("rex", "State", 1, 1)).isEmpty();
            assertThat(recorder.snapshotVersions("rex", "State")).isEmpty();
            for (ThrowingCallable write :
                    List.<ThrowingCallable>of(
                            () -> recorder.putSnapshot(Samples.snapshot("rex", 1)),
                            () -> recorder.pruneSnapshots("rex", "State", 0),
                            recorder::deleteAllSnapshots)) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(write)
                        .withMessageContaining("grantsSql");
            }
        }
        try (Connection connection = as(reader).getConnection()) {
            assertDenied(connection, "DELETE FROM log.school_events");
            assertThat(TestDatabase.answer(connection, "SELECT count(*) FROM log.school_readable"))
                    .isEqualTo(Long.toString(head));
        }
    }

    @Test
    void aStrangerMayNotEvenOpen() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> log(stranger).open("School"))
                .withMessageContaining("grantsSql");
    }

    @Test
    void everybodyMayExecuteNoneOfTheFunctions() throws Exception {
        assertThat(functionsOf(stranger)).isEqualTo("null");
        assertThat(functionsOf(reader)).isEqualTo("null");
        assertThat(functionsOf(writer))
                .isEqualTo(
                        "school_acquire_lease school_append school_append_one school_release_lease");
    }

    private static String functionsOf(String role) throws SQLException {
        return database.answer(
                "SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'log'::regnamespace AND has_function_privilege('%s', oid, 'execute')"
                        .formatted(role));
    }

    @Test
    void theFunctionsMeanTheirOwnTablesWhateverTheCallerPutsBeforeThem() throws Exception {
        try (Connection connection = as(writer).getConnection()) {
            TestDatabase.execute(
                    connection,
                    "CREATE TEMP TABLE school_events (position bigint); CREATE FUNCTION pg_temp.max(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 100'; SET search_path = pg_temp, log");
            connection.setAutoCommit(false);
            try (var recorder = log(writer).open("School")) {
                long head = recorder.head();
                var receipt = recorder.append(connection, Samples.request(Samples.fact("t")));
                connection.commit();

                assertThat(receipt.first()).isEqualTo(head + 1);
                assertThat(recorder.head()).isEqualTo(head + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a;b", "a b", "1a", "a'b"})
    void aRoleIsGrantedRightsByAPlainNameAlone(String role) {
        assertThatThrownBy(() -> Postgres.grantsSql("log", "School", role, "reader"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + role + "'");
    }

    private static void assertDenied(Connection connection, String sql) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> TestDatabase.execute(connection, sql))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
}
