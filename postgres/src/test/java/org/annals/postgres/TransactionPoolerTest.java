package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres.WakeUps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A pooler that gives each transaction another connection of the server's. */
@Timeout(60)
final class TransactionPoolerTest {
    private static final int CLIENTS = 4;

    private TestDatabase database;
    private TransactionPooler pooler;
    private HikariDataSource pool;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create();
        pooler = TransactionPooler.to(database.server().host(), database.server().port());
        pool = new HikariDataSource(TestDatabase.poolConfig(source(), CLIENTS));
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = database.dataSource();
        source.setPortNumbers(new int[] {pooler.port()});
        source.setPrepareThreshold(0);
        return source;
    }

    @AfterEach
    void close() throws Exception {
        pool.close();
        pooler.close();
        database.close();
    }

    private PostgresRecorder log() {
        return Postgres.of(pool)
                .withWakeUps(WakeUps.POLL)
                .withPollInterval(Duration.ofMillis(50))
                .open("School");
    }

    // The controls: what a session remembers is lost here, and so are prepared statements.
    @Test
    void whatASessionRemembersIsLost() throws Exception {
        try (Connection some = pool.getConnection();
                Connection other = pool.getConnection()) {
            TestDatabase.execute(some, "SET application_name = 'remembered'");
            Set<String> found = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                found.add(TestDatabase.answer(other, "SHOW application_name"));
                found.add(TestDatabase.answer(some, "SHOW application_name"));
            }
            assertThat(found).hasSizeGreaterThan(1);
        }
    }

    @Test
    void whoPreparesStatementsFails() throws Exception {
        PGSimpleDataSource preparing = source();
        preparing.setPrepareThreshold(1);
        try (var others = new HikariDataSource(TestDatabase.poolConfig(preparing, CLIENTS));
                Connection other = pool.getConnection();
                var recorder = Postgres.open(others, "School")) {
            assertThat(other.isValid(1)).isTrue();
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(
                            () -> {
                                for (int i = 0; i < 200; i++) {
                                    recorder.append(List.of(Samples.fact("t")));
                                }
                            })
                    .withStackTraceContaining("prepared statement");
        }
    }

    @Test
    void everyRoleIsServedAndNothingIsLeftBehind() throws Exception {
        database.execute("CREATE TABLE rows (n int)");
        try (var recorder = log()) {
            List<Background<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String aggregate = "a" + i;
                writers.add(Background.start(() -> written(recorder, aggregate)));
            }
            int written = 0;
            for (var writer : writers) {
                written += writer.result();
            }
            assertThat(recorder.head()).isEqualTo(written);
            assertThat(recorder.readLog(LogSelection.all().limit(1_000)).notifications())
                    .hasSize(written);
            assertThat(database.number("SELECT count(*) FROM rows")).isEqualTo(6 * 5);
            assertThat(pooler.swapCount()).isGreaterThan(written / 10);
        }
        // Nothing that was set for an append or a read stays for whoever comes next.
        for (int i = 0; i < 50; i++) {
            try (Connection connection = pool.getConnection()) {
                assertThat(
                                TestDatabase.answer(
                                        connection,
                                        "SELECT current_setting('statement_timeout') || ' ' || current_setting('enable_seqscan') || ' ' || current_setting('idle_in_transaction_session_timeout') || ' ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')"))
                        .isEqualTo("0 on 0 0");
            }
        }
    }

    private static int written(PostgresRecorder recorder, String aggregate) {
        int written = 0;
        for (int version = 1; version <= 20; version++) {
            var request = Samples.request(Samples.change(aggregate, version, "by:" + aggregate));
            if (version % 4 == 0) {
                request =
                        request.withWork(
                                transaction -> {
                                    try (var row =
                                            transaction
                                                    .as(Connection.class)
                                                    .prepareStatement(
                                                            "INSERT INTO rows VALUES (1)")) {
                                        row.executeUpdate();
                                    }
                                });
            }
            if (version % 5 == 0) {
                request = request.withTracking(Tracking.of(aggregate, version));
            }
            recorder.append(request);
            written++;
        }
        assertThat(recorder.readAggregate(AggregateSelection.of(aggregate))).hasSize(20);
        assertThat(recorder.trackedPosition(aggregate)).isEqualTo(20);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(
                        () ->
                                recorder.append(
                                        List.of(Samples.fact("t")),
                                        AppendCondition.failIfMatching(Query.ofTypes("Changed"))));
        return written;
    }

    @Test
    void subscriptionsFindWhatOthersAppendByPolling() throws Exception {
        try (var here = log();
                var there = log();
                var subscription = here.subscribe(LogSelection.all())) {
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 20; i++) {
                there.append(List.of(Samples.fact("t")));

                assertThat(events.next().position()).isEqualTo(i);
            }
        }
    }

    @Test
    void theCallersOwnTransactionIsOneConnectionToItsEnd() throws Exception {
        try (var recorder = log();
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= 20; i++) {
                recorder.append(connection, Samples.request(Samples.fact("t")));
                connection.commit();
            }
            assertThat(recorder.head()).isEqualTo(20);
        }
    }
}
