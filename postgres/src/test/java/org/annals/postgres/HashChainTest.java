package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.LogNotChainedException;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres.Durability;
import org.annals.postgres.Postgres.SchemaPolicy;
import org.annals.recording.Judgement;
import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Logs that keep a hash beside each event, whichever way it came into them. */
@Timeout(120)
final class HashChainTest {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    private Postgres here() {
        return Postgres.of(database.dataSource());
    }

    private PostgresRecorder openChained() {
        return here().withHashChain().open("School");
    }

    private static long verified(PostgresRecorder recorder) {
        return ChainVerification.of(recorder).verify().orThrow().head();
    }

    @Test
    void aChainedLogStaysChainedAndIntactWhoeverAppends() {
        try (var recorder = openChained()) {
            recorder.append(List.of(Samples.fact("t"), Samples.change("fido", 1, "k:v")));
        }
        try (var recorder = here().open("School")) {
            recorder.append(List.of(Samples.fact("t")));

            assertThat(recorder.isChained()).isTrue();
            assertThat(verified(recorder)).isEqualTo(3);
        }
    }

    @Test
    void aLogThatWasAdoptedIsChainedFromItsNewIdByWhoeverAppends() throws Exception {
        try (var before = openChained();
                var recorder = openChained();
                Connection connection = database.connect()) {
            recorder.adopt(new UUID(7, 1), new UUID(7, 2));
            before.append(List.of(Samples.fact("t")));
            recorder.append(List.of(Samples.fact("t", "k:v"), Samples.change("fido", 1)));
            connection.setAutoCommit(false);
            before.append(connection, Samples.request(Samples.fact("t")));
            connection.commit();
            before.append(Samples.request(Samples.fact("t")).withWork(work -> {}));

            assertThat(verified(recorder)).isEqualTo(5);
        }
        try (var recorder = here().open("School")) {
            assertThat(recorder.identity().logId()).isEqualTo(new UUID(7, 1));
            assertThat(verified(recorder)).isEqualTo(5);
        }
    }

    @Test
    void aLogThatWasCreatedWithoutAChainCannotGetOne() {
        try (var recorder = here().open("School")) {
            assertThat(recorder.isChained()).isFalse();
            assertThatExceptionOfType(LogNotChainedException.class)
                    .isThrownBy(() -> ChainVerification.of(recorder))
                    .withMessageContaining("'School'");
        }

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::openChained)
                .withMessageContaining("'School'")
                .withMessageContaining("created without one");
    }

    @Test
    void aSettingAsksForAChain() {
        Map<String, String> given = database.settings();
        given.put("HASH_CHAIN", "y");
        try (var recorder = new PostgresModule().open(Settings.only(given).named("School"))) {
            recorder.append(List.of(Samples.fact("t")));

            assertThat(verified(recorder)).isOne();
        }
    }

    @Test
    void anOwnersScriptMakesAChainedLog() throws Exception {
        database.execute(Postgres.chainedSchemaSql("public", "School"));
        try (var recorder =
                here().withHashChain().withSchemaPolicy(SchemaPolicy.VERIFY).open("School")) {
            recorder.append(List.of(Samples.fact("t")));

            assertThat(verified(recorder)).isOne();
        }
    }

    @Test
    void aBatchOfWhichSomeAreRefusedLeavesTheChainWhole() throws Exception {
        StoredEvent known = Samples.change("fido", 1);
        var taken = Query.ofTags(EventTag.of("seat", "1"));
        var free = AppendCondition.failIfMatching(taken);
        try (var recorder = openChained();
                Connection connection = database.connect()) {
            recorder.append(List.of(known));
            var batch =
                    List.of(
                            Samples.request(Samples.fact("t"), Samples.fact("t")),
                            Samples.request(Samples.change("fido", 1)),
                            Samples.request(known),
                            Samples.request(Samples.fact("t", "seat:1")).onCondition(free),
                            Samples.request(Samples.fact("t", "seat:1")).onCondition(free),
                            Samples.request(Samples.fact("t")).withTracking(Tracking.of("up", 2)),
                            Samples.request(Samples.fact("t")).withTracking(Tracking.of("up", 1)),
                            Samples.request(Samples.fact("t"), known),
                            Samples.request().withTracking(Tracking.of("other", 1)),
                            Samples.request(Samples.change("fido", 2), Samples.fact("t", "k:v")));

            List<Judgement> judgements = functions().append(connection, batch);

            assertThat(judgements)
                    .extracting(each -> each instanceof Judgement.Repeated)
                    .containsExactly(
                            true, false, true, true, false, true, false, false, true, true);
            assertThat(verified(recorder)).isEqualTo(7);
        }
    }

    private static Appends functions() {
        Guards guards = Guards.of(Timeouts.defaults(), Durability.SURVIVES_POWER_LOSS, 14);
        return new Appends(
                new LogSql("public", LogName.of("School")),
                Timeouts.defaults(),
                guards,
                true,
                null,
                new Sending(Duration.ZERO),
                new TagLengths());
    }

    @Test
    void appendsWithinATransactionOfTheCallersAreHashedAndSoIsWhatComesAfterARollBack()
            throws Exception {
        try (var recorder = openChained();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            recorder.append(connection, Samples.request(Samples.fact("t")));
            var savepoint = connection.setSavepoint();
            recorder.append(connection, Samples.request(Samples.fact("t", "k:v")));
            connection.rollback(savepoint);
            recorder.append(connection, Samples.request(Samples.change("fido", 1)));
            connection.commit();
            recorder.append(connection, Samples.request(Samples.change("fido", 2)));
            connection.rollback();
            recorder.append(Samples.request(Samples.fact("t")).withWork(work -> {}));

            assertThat(verified(recorder)).isEqualTo(3);
        }
    }

    @Test
    void aBatchIsOneRoundTripAndSoIsAPageOfTheChain() throws Exception {
        try (var proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var recorder =
                        Postgres.of(source)
                                .withWakeUps(Postgres.WakeUps.POLL)
                                .withHashChain()
                                .open("School")) {
            List<AppendRequest> requests =
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.change("fido", 1), Samples.fact("t", "k:v")),
                            Samples.request(Samples.fact("t")).withTracking(Tracking.of("up", 1)));
            for (AppendRequest request : requests) {
                long before = proxy.roundTripCount();
                recorder.append(request);
                assertThat(proxy.roundTripCount() - before).isOne();
            }
            long before = proxy.roundTripCount();
            assertThat(recorder.readChain(0, 10)).hasSize(4);
            assertThat(proxy.roundTripCount() - before).isOne();
        }
    }

    @Test
    void whatIsSentAgainAfterALostReplyIsHashedOnce() throws Exception {
        try (var proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var recorder =
                        Postgres.of(source)
                                .withWakeUps(Postgres.WakeUps.POLL)
                                .withHashChain()
                                .open("School")) {
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v"), Samples.change("fido", 1)),
                            Samples.request(Samples.fact("t")).withTracking(Tracking.of("up", 1)),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                long head = database.number("SELECT count(*) FROM school_events");
                long cuts = proxy.cutCount();
                proxy.loseNextReply();

                assertThat(appended(recorder, request).first()).isEqualTo(head + 1);
                assertThat(proxy.cutCount()).isEqualTo(cuts + 1);
            }

            assertThat(verified(recorder)).isEqualTo(5);
        }
    }

    /** Appends once more what was not, because a judgement was lost and nothing was sent yet. */
    private static AppendReceipt appended(PostgresRecorder recorder, AppendRequest request) {
        try {
            return recorder.append(request);
        } catch (RecorderUnavailableException lost) {
            return recorder.append(request);
        }
    }

    @Test
    void aRoleThatMayExecuteTheFunctionsAloneExtendsTheChain() throws Exception {
        String writer = "chaining_writer_of_" + database.name();
        database.execute("CREATE ROLE %s LOGIN PASSWORD 'for-tests'".formatted(writer));
        try {
            database.execute(Postgres.chainedSchemaSql("public", "School"));
            database.execute(Postgres.grantsSql("public", "School", writer, writer));
            var source = database.dataSource();
            source.setUser(writer);
            source.setPassword("for-tests");
            try (var recorder =
                    Postgres.of(source).withSchemaPolicy(SchemaPolicy.VERIFY).open("School")) {
                recorder.append(List.of(Samples.fact("t")));
                recorder.append(List.of(Samples.fact("t", "k:v"), Samples.fact("t")));

                assertThat(verified(recorder)).isEqualTo(3);
            }
        } finally {
            database.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(writer));
        }
    }

    @Test
    void nothingIsAppendedAfterAMissingHashButWhatHasNoEvents() throws Exception {
        try (var recorder = openChained()) {
            AppendRequest first = Samples.request(Samples.fact("t"), Samples.fact("t"));
            AppendReceipt receipt = recorder.append(first);
            database.execute(
                    "ALTER TABLE school_events ALTER COLUMN hash DROP NOT NULL; UPDATE school_events SET hash = NULL WHERE position = 2");

            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v"), Samples.fact("t")),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                assertThatExceptionOfType(ChainBrokenException.class)
                        .isThrownBy(() -> recorder.append(request))
                        .withMessageContaining("position 2");
            }
            assertThat(recorder.head()).isEqualTo(2);
            assertThat(recorder.append(first)).isEqualTo(receipt);
            recorder.track(Tracking.of("up", 1));
            assertThat(recorder.trackedPosition("up")).isOne();
        }
    }

    @Test
    void aWriterThatKnowsNothingOfHashesIsRefusedByTheTable() throws Exception {
        openChained().close();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () ->
                                database.execute(
                                        "INSERT INTO school_events VALUES (1, gen_random_uuid(), NULL, NULL, 't', 1, '{}', 0, '', '')"))
                .withMessageContaining("hash");
    }

    @Test
    void processesThatAppendToOneLogExtendOneChain() throws Exception {
        openChained().close();
        List<ChildJvm> children = new ArrayList<>();
        try (var recorder = here().open("School")) {
            for (int i = 0; i < 3; i++) {
                children.add(
                        ChildJvm.start(
                                AppendingProcess.class, database.url(), "aggregate-" + i, "40"));
            }
            for (int i = 0; i < 40; i++) {
                recorder.append(List.of(Samples.fact("t", "i:" + i)));
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).contains("ready", "done");
            }

            assertThat(verified(recorder)).isEqualTo(3 * 3 * 40 + 40);
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    @Test
    void aPageOfTheChainIsBoundedInBytes() {
        var limits = Limits.builder().pageBytes(25).build();
        try (var recorder = here().withHashChain().withLimits(limits).open("School")) {
            recorder.append(List.of(Samples.fact("t"), Samples.fact("t"), Samples.fact("t")));
            recorder.append(List.of(Samples.fact("t"), Samples.fact("t")));

            assertThat(recorder.readChain(Long.MIN_VALUE, 100)).hasSize(3);
            assertThat(recorder.readChain(3, 1)).hasSize(1);
            assertThat(verified(recorder)).isEqualTo(5);
        }
    }
}
