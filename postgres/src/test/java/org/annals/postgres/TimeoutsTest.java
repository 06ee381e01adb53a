package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

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
            // Of releases since 17; this one may not know it.
            assertThat(
                            TestDatabase.answer(
                                    connection,
                                    "SELECT coalesce(current_setting('transaction_timeout', true), '0')"))
                    .isEqualTo("0");
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

    @Test
    void whoWaitedTogetherInVainEachHasAnExceptionOfItsOwn() throws Exception {
        List<Background<Throwable>> callers = new ArrayList<>();
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            hold(holder);
            for (int i = 0; i < 12; i++) {
                callers.add(
                        Background.start(
                                () ->
                                        catchThrowable(
                                                () ->
                                                        recorder.append(
                                                                List.of(Samples.fact("t"))))));
            }
            Set<Throwable> reasons = Collections.newSetFromMap(new IdentityHashMap<>());
            for (var caller : callers) {
                Throwable reason = caller.result();
                assertThat(reason).isInstanceOf(RecorderUnavailableException.class);
                reasons.add(reason);
            }
            assertThat(reasons).hasSize(callers.size());
        }
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

    // Of a peer that vanished no time-out of the server's knows.
    @Test
    void anAnswerThatNeverComesIsNotWaitedForForEver() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var pool =
                        new HikariDataSource(
                                TestDatabase.poolConfig(database.dataSource(proxy), 4));
                var remote =
                        Postgres.of(pool)
                                .withStatementTimeout(SHORT)
                                .withWakeUps(Postgres.WakeUps.POLL)
                                .open("School")) {
            List<Background<?>> reads = new ArrayList<>();
            remote.head();
            proxy.goSilent();
            reads.add(Background.start(() -> remote.head()));
            reads.add(Background.start(() -> remote.readLog(LogSelection.all())));
            for (var read : reads) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> read.result(Duration.ofSeconds(20)));
            }
            proxy.heal();
        }
    }

    // The time-outs of a socket are of reads: whoever writes more than the buffers hold just waits.
    @Test
    void aLargeAppendThatNobodyReadsIsNotWaitedForForEver() throws Exception {
        List<StoredEvent> large = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            large.add(Samples.event(null, "t", 1 << 20));
        }
        try (FaultyProxy proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var remote =
                        Postgres.of(source)
                                .withStatementTimeout(Duration.ofSeconds(2))
                                .withWakeUps(Postgres.WakeUps.POLL)
                                .open("School")) {
            remote.head();
            proxy.goSilent();
            long before = proxy.connectionCount();
            var appending = Background.start(() -> remote.append(large));
            Background.await("it is given up", () -> proxy.connectionCount() > before);
            proxy.heal();

            // It is sent again, since nobody knows what became of it.
            assertThat(appending.result().first()).isOne();
        }
    }

    @Test
    void whoeverAwaitsATrackingWaitsNoLongerThanItSaysThoughNobodyAnswers() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var remote =
                        Postgres.of(source).withWakeUps(Postgres.WakeUps.POLL).open("School")) {
            proxy.goSilent();
            var awaiting =
                    Background.start(() -> remote.awaitTracking("up", 1, Duration.ofSeconds(1)));

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> awaiting.result(Duration.ofSeconds(5)));
            proxy.heal();
        }
    }

    // Somebody else has the one connection, and whoever gives it waits five seconds.
    @Test
    void whoeverAwaitsATrackingWaitsNoLongerForAConnectionEither() throws Exception {
        try (var source = new OneConnection(database.dataSource());
                var busy = Postgres.of(source).withWakeUps(Postgres.WakeUps.POLL).open("School");
                Connection taken = source.getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            var awaiting =
                    Background.start(() -> busy.awaitTracking("up", 1, Duration.ofSeconds(1)));

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> awaiting.result(Duration.ofSeconds(4)))
                    .withMessageContaining("in time");
            assertThat(awaiting.thread().isInterrupted()).isFalse();
        }
    }

    @Test
    void whoeverIsInterruptedWhileItsConnectionLogsInIsToldSo() throws Exception {
        try (FaultyProxy proxy = database.proxy()) {
            var source = database.dataSource(proxy);
            source.setLoginTimeout(20);
            try (var remote =
                    Postgres.of(source).withWakeUps(Postgres.WakeUps.POLL).open("School")) {
                proxy.goSilent();
                int before = proxy.openConnectionCount();
                var reading = Background.start(remote::head);
                Background.await("it logs in", () -> proxy.openConnectionCount() > before);
                reading.thread().interrupt();

                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> reading.result(Duration.ofSeconds(10)))
                        .withMessageContaining("interrupted");
                proxy.heal();
            }
        }
    }

    @Test
    void theUsersOwnStatementsAreWaitedForAsLongAsTheUserSays() throws Exception {
        try (var own = Postgres.url(database.url()).open("School")) {
            assertThat(patienceOfWork(own)).isZero();
        }
        var source = database.dataSource();
        source.setSocketTimeout(70);
        try (var given = Postgres.of(source).open("School")) {
            assertThat(patienceOfWork(given)).isEqualTo(70_000);
        }
    }

    private static int patienceOfWork(PostgresRecorder recorder) {
        var patience = new AtomicInteger();
        recorder.append(
                Samples.request(Samples.fact("t"))
                        .withWork(
                                transaction ->
                                        patience.set(
                                                transaction
                                                        .as(Connection.class)
                                                        .getNetworkTimeout())));
        return patience.get();
    }
}
