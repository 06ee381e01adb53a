package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the time-outs of the log end, and what of the user's own they leave alone. */
@Timeout(60)
final class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String LONGER_THAN_SHORT = "SELECT pg_sleep(1.2)";

    private TestDatabase database;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder =
                Postgres.of(database.dataSource())
                        .withStatementTimeout(SHORT)
                        .withLockTimeout(SHORT.dividedBy(2))
                        .withIdleInTransactionTimeout(SHORT)
                        .open("School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        database.close();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theUsersOwnSlowStatementBesideTheAppendIsNotCut() throws Exception {
        database.execute("CREATE TABLE rows (n int)");
        AppendRequest slow =
                Samples.request(Samples.fact("t"))
                        .withWork(
                                transaction -> {
                                    Connection connection = transaction.as(Connection.class);
                                    run(connection, LONGER_THAN_SHORT);
                                    run(connection, "INSERT INTO rows VALUES (1)");
                                });

        assertThat(recorder.append(slow).first()).isOne();
        assertThat(database.number("SELECT count(*) FROM rows")).isOne();
    }

    @Test
    void inTheUsersOwnTransactionItsTimeOutsStayItsOwn() throws Exception {
        try (Connection connection = database.connect()) {
            run(connection, "SET statement_timeout = '8s'; SET lock_timeout = '7s'");
            connection.setAutoCommit(false);
            run(connection, LONGER_THAN_SHORT);
            recorder.append(connection, Samples.request(Samples.fact("t")));
            recorder.append(connection, Samples.request(Samples.fact("t", "k:v")));

            assertThat(TestDatabase.answer(connection, "SHOW statement_timeout")).isEqualTo("8s");
            assertThat(TestDatabase.answer(connection, "SHOW lock_timeout")).isEqualTo("7s");
            run(connection, LONGER_THAN_SHORT);
            connection.commit();
            for (String setting :
                    List.of("idle_in_transaction_session_timeout", "application_name")) {
                assertThat(TestDatabase.answer(connection, "SHOW " + setting))
                        .isEqualTo(database.answer("SHOW " + setting));
            }
            connection.commit();
        }
        assertThat(recorder.head()).isEqualTo(2);
    }

    @Test
    void aClientThatStopsAfterItsAppendIsCutOffAndTheLogIsFree() throws Exception {
        try (Connection stopped = database.connect()) {
            stopped.setAutoCommit(false);
            String pid = TestDatabase.answer(stopped, "SELECT pg_backend_pid()");
            recorder.append(stopped, Samples.request(Samples.fact("t")));
            // Asked from outside: a client that asks has not stopped.
            Background.await(
                    "the stopped client is cut off",
                    () ->
                            database.number(
                                            "SELECT count(*) FROM pg_stat_activity WHERE pid = "
                                                    + pid)
                                    == 0);
        }
        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
    }

    @Test
    void aLogThatIsHeldIsNotWaitedForForEverAndTheConnectionLivesOn() throws Exception {
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            hold(holder);
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v")),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> recorder.append(request))
                        .withMessageContaining("POSTGRES_LOCK_TIMEOUT, PT0.25S")
                        .withMessageContaining("nothing was written");
            }
            holder.rollback();
        }
        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
    }

    /** Takes the lock of the log, as a writer of another program would. */
    private void hold(Connection connection) throws SQLException {
        run(
                connection,
                "SELECT pg_advisory_xact_lock((%d::bigint << 32) | 'school_events'::regclass::oid::bigint)"
                        .formatted(LogSql.LOCK_SPACE));
    }

    @Test
    void anAppendThatTakesTooLongIsCut() throws Exception {
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            run(other, "LOCK TABLE school_events, school_tags, school_tracking");
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v")),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                assertCut(() -> recorder.append(request));
            }
            other.rollback();
        }
        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
    }

    @Test
    void aReadThatTakesTooLongIsCut() throws Exception {
        Map<String, Callable<?>> reads =
                Map.of(
                        "page", () -> recorder.readLog(LogSelection.all()),
                        "no page", () -> recorder.readLog(LogSelection.all().limit(0)),
                        "filtered page",
                                () ->
                                        recorder.readLog(
                                                LogSelection.all()
                                                        .matching(
                                                                Query.ofTags(
                                                                        EventTag.of("k", "v")))),
                        "aggregate",
                                () ->
                                        recorder.readAggregate(AggregateSelection.of("fido"))
                                                .toList(),
                        "head", () -> recorder.head(),
                        "tracking", () -> recorder.findTracking("up"));
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            run(other, "LOCK TABLE school_events, school_tags, school_tracking");
            for (var read : reads.entrySet()) {
                var reading = Background.start(read.getValue());

                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .as(read.getKey())
                        .isThrownBy(() -> reading.result(Duration.ofSeconds(5)))
                        .withMessageContaining("POSTGRES_STATEMENT_TIMEOUT");
            }
            other.rollback();
        }
        for (var read : reads.entrySet()) {
            assertThat(read.getValue().call()).as(read.getKey()).isNotNull();
        }
    }

    private static void assertCut(Callable<?> call) {
        var background = Background.start(call);
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> background.result(Duration.ofSeconds(5)))
                .withMessageContaining("POSTGRES_STATEMENT_TIMEOUT");
    }
}
