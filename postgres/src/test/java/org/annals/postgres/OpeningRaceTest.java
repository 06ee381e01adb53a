package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;

/** Many who find an empty database at once, and one who is ended while it makes the tables. */
@Timeout(120)
final class OpeningRaceTest {
    private static final int OPENERS = 20;

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void twentyThreadsOpenAnEmptyDatabaseAtOnceAndFindOneLog() throws Exception {
        var barrier = new CyclicBarrier(OPENERS);
        List<Background<UUID>> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            openers.add(
                    Background.start(
                            () -> {
                                barrier.await();
                                try (var recorder =
                                        Postgres.open(database.dataSource(), "School")) {
                                    recorder.append(Samples.request(Samples.fact("t")));
                                    return recorder.identity().logId();
                                }
                            }));
        }
        Set<UUID> logs = new HashSet<>();
        for (var opener : openers) {
            logs.add(opener.result());
        }
        assertThat(logs).hasSize(1);
        assertThat(database.number("SELECT count(*) FROM school_log")).isEqualTo(1);
        assertThat(database.number("SELECT max(position) FROM school_events")).isEqualTo(OPENERS);
    }

    // The control: with no lock before it, the very same SQL fails for all but one.
    @Test
    void withoutTheLockMostOfThemFail() throws Exception {
        String script = Postgres.schemaSql("public", "School");
        var barrier = new CyclicBarrier(OPENERS);
        List<Background<Boolean>> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            openers.add(
                    Background.start(
                            () -> {
                                try (Connection connection = database.connect()) {
                                    barrier.await();
                                    TestDatabase.execute(connection, script);
                                    return true;
                                } catch (SQLException e) {
                                    return false;
                                }
                            }));
        }
        int succeeded = 0;
        for (var opener : openers) {
            succeeded += opener.result() ? 1 : 0;
        }
        assertThat(succeeded).isOne();
    }

    @Test
    void processesOpenAnEmptyDatabaseAtOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                children.add(
                        ChildJvm.start(
                                AppendingProcess.class, database.url(), "aggregate-" + i, "2"));
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).contains("ready", "done");
                assertThat(child.exitCode()).isZero();
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        assertThat(database.number("SELECT count(*) FROM school_log")).isEqualTo(1);
        assertThat(database.number("SELECT max(position) FROM school_events")).isEqualTo(24);
    }

    @Test
    void whoIsEndedWhileItMakesTheTablesLeavesNothingBehind() throws Exception {
        try (Connection blocker = database.connect()) {
            blocker.setAutoCommit(false);
            // The log's table is made first of all; its name is taken, for now.
            TestDatabase.execute(blocker, "CREATE TABLE school_tags (x int)");
            var first = Background.start(() -> Postgres.open(database.dataSource(), "School"));
            Background.await("the opener waits", () -> waiting() == 1);
            database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");

            assertThatExceptionOfType(RecorderUnavailableException.class).isThrownBy(first::result);
            blocker.rollback();
        }
        assertThat(database.answer("SELECT to_regclass('school_log')")).isEqualTo("null");
        Postgres.open(database.dataSource(), "School").close();
    }

    @Test
    void whoIsCutOffWhileItMakesTheTablesDoesNotStopTheNext() throws Exception {
        Postgres options =
                Postgres.of(database.dataSource())
                        .withIdleInTransactionTimeout(Duration.ofMillis(300));
        try (FaultyProxy proxy = database.proxy();
                Connection blocker = database.connect()) {
            blocker.setAutoCommit(false);
            TestDatabase.execute(blocker, "CREATE TABLE school_tags (x int)");
            Postgres remote =
                    Postgres.of(database.dataSource(proxy))
                            .withIdleInTransactionTimeout(Duration.ofMillis(300));
            var first = Background.start(() -> remote.open("School"));
            Background.await("the opener waits", () -> waiting() == 1);
            proxy.goSilent();
            blocker.rollback();

            options.open("School").close();
            proxy.cut();
            assertThatExceptionOfType(RecorderUnavailableException.class).isThrownBy(first::result);
        }
    }

    @Test
    void theLockOfWhoMakesTheTablesIsNotWaitedForForEver() throws Exception {
        try (Connection stranger = database.connect()) {
            stranger.setAutoCommit(false);
            TestDatabase.execute(
                    stranger,
                    "SELECT pg_advisory_xact_lock(%d, hashtext('\"public\".school'))"
                            .formatted(LogSql.LOCK_SPACE));
            Postgres impatient =
                    Postgres.of(database.dataSource()).withStatementTimeout(Duration.ofMillis(300));
            var opener = Background.start(() -> impatient.open("School"));

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(opener::result)
                    .withMessageContaining("POSTGRES_STATEMENT_TIMEOUT");
            stranger.rollback();
        }
        Postgres.open(database.dataSource(), "School").close();
    }

    private long waiting() throws SQLException {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
    }
}
