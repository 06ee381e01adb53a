package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.util.List;

/** The shorter way of an append: what it has to notice, and what it may not take for granted. */
@Timeout(60)
final class PlainInsertsTest {
    // Enough for the shorter way to be tried again after conflicts.
    private static final int ROUNDS = 40;

    private TestDatabase database;
    private HikariDataSource pool;
    private PostgresRecorder recorder;
    private PostgresRecorder other;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        pool = database.pool(4);
        recorder = Postgres.open(pool, "School");
        other = Postgres.open(pool, "School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        other.close();
        pool.close();
        database.close();
    }

    private long appended(StoredEvent... events) {
        return recorder.append(Samples.request(events)).first();
    }

    /** Goes on until the shorter way is taken. */
    private void warmUp() {
        for (int i = 0; i < ROUNDS; i++) {
            appended(Samples.fact("t"));
        }
    }

    private long callCount() throws SQLException {
        return database.number(
                "SELECT coalesce(sum(calls), 0) FROM pg_stat_user_functions WHERE funcname LIKE 'school_append%'");
    }

    @Test
    void plainAppendsCallNoFunctionOnceSomethingIsRecorded() throws Exception {
        var source = database.dataSource();
        source.setOptions("-c track_functions=all");
        try (var counted = new HikariDataSource(TestDatabase.poolConfig(source, 2));
                var counting =
                        Postgres.of(counted).withWakeUps(Postgres.WakeUps.POLL).open("School")) {
            counting.append(Samples.request(Samples.fact("t")));
            for (long version = 1; version <= 10; version++) {
                counting.append(Samples.request(Samples.change("a", version)));
                counting.append(
                        Samples.request(
                                Samples.change("b", version * 2 - 1),
                                Samples.change("b", version * 2)));
            }
        }
        Background.await("the counts are reported", () -> callCount() > 0);
        assertThat(callCount()).isOne();
    }

    @Test
    void whatOthersAppendMeanwhileIsFollowed() {
        for (int i = 1; i <= ROUNDS; i++) {
            assertThat(appended(Samples.change("a", i))).isEqualTo(3L * i - 2);
            other.append(Samples.request(Samples.change("b", i)));
            assertThat(appended(Samples.fact("t"))).isEqualTo(3L * i);
        }
        assertThat(recorder.readLog(LogSelection.all()).notifications()).hasSize(3 * ROUNDS);
    }

    @Test
    void aVersionThatAnotherHasTakenConflicts() {
        warmUp();
        appended(Samples.change("a", 1));
        other.append(Samples.request(Samples.change("a", 2)));

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> appended(Samples.change("a", 2)))
                .withMessageContaining("already has version 2");
        assertThat(appended(Samples.change("a", 3))).isEqualTo(ROUNDS + 3L);
    }

    @Test
    void aHoleConflicts() {
        warmUp();
        appended(Samples.change("a", 1));

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> appended(Samples.change("a", 3)));
        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> appended(Samples.fact("t"), Samples.change("a", 3)));
        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> appended(Samples.change("never", 2)));
        assertThat(recorder.head()).isEqualTo(ROUNDS + 1L);
    }

    @Test
    void whatIsRepeatedHasItsFirstReceipt() {
        warmUp();
        AppendRequest fact = Samples.request(Samples.fact("t"));
        AppendRequest change = Samples.request(Samples.change("a", 1), Samples.change("a", 2));
        AppendReceipt first = recorder.append(fact);
        AppendReceipt second = recorder.append(change);
        warmUp();

        assertThat(recorder.append(fact)).isEqualTo(first);
        warmUp();
        assertThat(recorder.append(change)).isEqualTo(second);
        warmUp();
        assertThat(other.append(fact)).isEqualTo(first);
    }

    @Test
    void anIdThatIsRecordedBesideNewOnesIsRefused() {
        warmUp();
        StoredEvent recorded = Samples.fact("t");
        appended(recorded);
        long head = recorder.head();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> appended(Samples.fact("t"), recorded));
        assertThat(recorder.head()).isEqualTo(head);
        assertThat(appended(Samples.fact("t"))).isEqualTo(head + 1);
    }

    @Test
    void tablesThatAreRestoredToAnEarlierStateUnderAnOpenRecorderGetNoHole() throws Exception {
        appended(Samples.change("a", 1));
        database.execute("CREATE TABLE backup AS SELECT * FROM school_events");
        warmUp();
        database.execute(
                """
                ALTER TABLE school_events RENAME TO school_gone;
                CREATE TABLE school_events (LIKE school_gone INCLUDING ALL);
                INSERT INTO school_events SELECT * FROM backup
                """);

        assertThat(appended(Samples.fact("t"))).isEqualTo(2);
        assertThat(appended(Samples.change("a", 2), Samples.fact("t"))).isEqualTo(3);
        assertThat(appended(Samples.change("a", 3))).isEqualTo(5);
    }

    @Test
    void aMigrationUnderAnOpenRecorderIsNoticed() throws Exception {
        warmUp();
        database.execute("ALTER TABLE school_events ADD COLUMN added int");
        database.execute("UPDATE school_events SET added = 0");
        database.execute("ALTER TABLE school_events ALTER COLUMN added SET NOT NULL");
        for (String name : List.of("school_append", "school_append_one")) {
            String function =
                    database.answer("SELECT pg_get_functiondef('%s'::regproc)".formatted(name));
            database.execute(function.replace("known_schema <> 2", "known_schema <> 3"));
        }

        for (StoredEvent[] events :
                List.of(
                        new StoredEvent[] {Samples.fact("t")},
                        new StoredEvent[] {Samples.fact("t"), Samples.fact("t")})) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> appended(events))
                    .withMessageContaining("migrated by a newer release");
        }
        assertThat(recorder.head()).isEqualTo(ROUNDS);
    }

    @Test
    void aServerThatIsRestartedMayHaveAnotherHistory() throws Exception {
        warmUp();
        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        database.execute("DELETE FROM school_events WHERE position > 5");

        Background.await("it is connected again", this::isConnected);
        assertThat(recorder.head()).isEqualTo(5);
        assertThat(appended(Samples.fact("t"))).isEqualTo(6);
        assertThat(List.of(appended(Samples.fact("t")), recorder.head())).containsExactly(7L, 7L);
    }

    private boolean isConnected() {
        try {
            return recorder.head() > 0;
        } catch (RecorderUnavailableException e) {
            return false;
        }
    }

    @Test
    void batchesOfManyWritersHaveOneOrder() throws Exception {
        int threads = 16;
        Race.run(
                threads,
                (number, barrier) -> {
                    PostgresRecorder own = number % 2 == 0 ? recorder : other;
                    barrier.await();
                    for (long version = 1; version <= ROUNDS; version++) {
                        own.append(Samples.request(Samples.change("a" + number, version)));
                    }
                    return true;
                });

        assertThat(recorder.head()).isEqualTo((long) threads * ROUNDS);
        assertThat(database.number("SELECT count(*) FROM school_events"))
                .isEqualTo((long) threads * ROUNDS);
    }
}
