package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.StoredSnapshot;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Snapshots beside a log: apart from its lock, from any process, and whatever fails. */
@Timeout(120)
final class SnapshotsTest {
    private static final int WRITERS = 4;
    private static final int ROUNDS = 50;

    private TestDatabase database;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder = Postgres.open(database.dataSource(), "School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        database.close();
    }

    private Connection begun(String sql) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        TestDatabase.execute(connection, sql);
        return connection;
    }

    private static Optional<StoredSnapshot> find(PostgresRecorder recorder, long upTo) {
        return recorder.findSnapshot("fido", "State", 1, upTo);
    }

    @Test
    void whoeverHoldsTheLogKeepsNoSnapshotWaiting() throws Exception {
        String lock =
                "SELECT pg_advisory_xact_lock((%d::bigint << 32) | 'school_events'::regclass::oid::bigint)"
                        .formatted(LogSql.LOCK_SPACE);
        try (Connection holder = begun(lock)) {
            recorder.putSnapshot(Samples.snapshot("fido", 1));
            recorder.putSnapshot(Samples.snapshot("fido", 2));

            assertThat(recorder.pruneSnapshots("fido", "State", 1)).isOne();
            assertThat(find(recorder, 2)).isPresent();
            assertThat(recorder.deleteAllSnapshots()).isOne();
            holder.rollback();
        }
    }

    @Test
    void aSnapshotThatWaitsKeepsNoAppendWaiting() throws Exception {
        String row =
                "INSERT INTO school_snapshots VALUES ('fido', 'State', 1, 1, gen_random_uuid(), '')";
        try (Connection stranger = begun(row)) {
            var putting =
                    Background.start(
                            () -> {
                                recorder.putSnapshot(Samples.snapshot("fido", 1));
                                return true;
                            });
            Background.await(
                    "the put waits for the key",
                    () ->
                            database.number(
                                            "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
                                    == 1);

            assertThat(recorder.append(List.of(Samples.fact("t"))).first()).isOne();
            assertThat(putting.isDone()).isFalse();
            stranger.rollback();
            assertThat(putting.result()).isTrue();
        }
        assertThat(find(recorder, 1)).isPresent();
    }

    @Test
    void whatIsReadWithinTheWorkOfAnAppendIsReadOnItsConnection() {
        var snapshot = Samples.snapshot("fido", 1);
        recorder.putSnapshot(snapshot);
        List<Object> read = new ArrayList<>();
        recorder.append(
                Samples.request(Samples.fact("t"))
                        .withWork(
                                transaction -> {
                                    TestDatabase.execute(
                                            transaction.as(Connection.class),
                                            "DELETE FROM school_snapshots");
                                    read.add(find(recorder, 1));
                                    read.add(recorder.snapshotVersions("fido", "State"));
                                }));

        assertThat(read).containsExactly(Optional.empty(), List.of());
    }

    @Test
    void whatWasPutSurvivesAKilledProcess() throws Exception {
        long last = 0;
        try (ChildJvm child = ChildJvm.start(SnapshotProcess.class, database.url(), "1000000")) {
            while (last < ROUNDS) {
                last = Long.parseLong(child.readLine());
            }
            child.kill();
        }

        assertThat(recorder.snapshotVersions("fido", "State")).contains(1L, last);
        assertThat(find(recorder, last)).map(StoredSnapshot::version).contains(last);
    }

    @Test
    void severalProcessesPutTheSameAndEachIsKeptOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                children.add(
                        ChildJvm.start(
                                SnapshotProcess.class, database.url(), Integer.toString(ROUNDS)));
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).endsWith("done").hasSize(ROUNDS + 1);
                assertThat(child.exitCode()).isZero();
            }
        } finally {
            children.forEach(ChildJvm::close);
        }

        assertThat(recorder.snapshotVersions("fido", "State")).hasSize(ROUNDS);
    }

    @Test
    void aDatabaseThatIsSerializableKeepsThemToo() throws Exception {
        database.execute(
                "ALTER DATABASE %s SET default_transaction_isolation = 'serializable'"
                        .formatted(database.name()));
        List<Integer> deleted =
                Race.run(
                        WRITERS,
                        (lane, barrier) -> {
                            int mine = 0;
                            for (int round = 1; round <= ROUNDS; round++) {
                                barrier.await();
                                recorder.putSnapshot(Samples.snapshot("fido", round));
                                if (lane == 0) {
                                    mine += recorder.pruneSnapshots("fido", "State", 3);
                                }
                            }
                            return mine;
                        });

        assertThat(deleted.getFirst()).isGreaterThanOrEqualTo(ROUNDS - 3);
        assertThat(find(recorder, ROUNDS)).map(StoredSnapshot::version).contains((long) ROUNDS);
    }

    @Test
    void moreThanAreDeletedAtATimeAreDeletedAndCounted() throws Exception {
        database.execute(
                "INSERT INTO school_snapshots SELECT 's' || n, 'State', 1, 1, gen_random_uuid(), '' FROM generate_series(1, 2500) n");

        assertThat(recorder.deleteAllSnapshots()).isEqualTo(2_500);
        assertThat(database.number("SELECT count(*) FROM school_snapshots")).isZero();
    }

    @Test
    void aPutWhoseReplyIsLostIsUnknownAndMayBeRepeated() throws Exception {
        var snapshot = Samples.snapshot("fido", 1);
        try (var proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var remote = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            proxy.loseNextReply();

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> remote.putSnapshot(snapshot));
            Background.await("it is kept", () -> find(recorder, 1).isPresent());
            remote.putSnapshot(snapshot);
            assertThat(find(remote, 1)).contains(snapshot);
        }
    }

    @Test
    void aTableThatIsGoneIsSaidToBe() throws Exception {
        database.execute("DROP TABLE school_snapshots");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> recorder.putSnapshot(Samples.snapshot("fido", 1)))
                .withMessageContaining("school_snapshots");
    }
}
