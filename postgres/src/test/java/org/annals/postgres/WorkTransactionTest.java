package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Transaction;
import org.annals.persistence.TransactionWorkFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What work does to the transaction that it was lent, and what comes of it. */
@Timeout(60)
final class WorkTransactionTest {
    private TestDatabase database;
    private HikariDataSource pool;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE rows (n int)");
        pool = database.pool(4);
        recorder = Postgres.of(pool).withStatementTimeout(Duration.ofMillis(500)).open("School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        pool.close();
        database.close();
    }

    @FunctionalInterface
    private interface Use {
        void of(Connection connection) throws Exception;
    }

    private static AppendRequest with(Use use) {
        return Samples.request(Samples.fact("t"))
                .withWork((Transaction transaction) -> use.of(transaction.as(Connection.class)));
    }

    private static List<String> settings(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String name : List.of("statement_timeout", "jit", "enable_seqscan", "enable_sort")) {
            settings.add(TestDatabase.answer(connection, "SHOW " + name));
        }
        return settings;
    }

    @Test
    void whatTheWorkReadsOfTheLogLeavesItsOwnStatementsAlone() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        recorder.append(
                with(
                        connection -> {
                            TestDatabase.execute(
                                    connection, "SET LOCAL enable_sort = off; SET LOCAL jit = on");
                            seen.add(settings(connection));
                            recorder.head();
                            recorder.readLog(LogSelection.all());
                            recorder.readLog(LogSelection.all().limit(0));
                            recorder.findTracking("up");
                            assertThat(recorder.readAggregate(AggregateSelection.of("fido")))
                                    .isEmpty();
                            seen.add(settings(connection));
                            TestDatabase.execute(connection, "SELECT pg_sleep(1.2)");
                        }));

        assertThat(seen.getLast())
                .isEqualTo(seen.getFirst())
                .containsExactly("0", "on", "on", "off");
    }

    @Test
    void whatTheWorkThrowsIsNotLostThoughItsConnectionIs() {
        var mine = new IllegalStateException("mine");

        assertThat(
                        catchThrowable(
                                () ->
                                        recorder.append(
                                                with(
                                                        connection -> {
                                                            end(connection);
                                                            throw mine;
                                                        }))))
                .isSameAs(mine);
        assertThat(mine.getSuppressed())
                .hasAtLeastOneElementOfType(RecorderUnavailableException.class);
        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
    }

    private static void end(Connection connection) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () ->
                                TestDatabase.execute(
                                        connection,
                                        "SELECT pg_terminate_backend(pg_backend_pid())"));
    }

    @Test
    void workThatCommitsItsRowsByItselfIsToldThatTheyAreThereAndTheEventsAreNot() throws Exception {
        List<Use> uses =
                List.of(
                        connection ->
                                TestDatabase.execute(
                                        connection, "INSERT INTO rows VALUES (1); COMMIT"),
                        connection -> {
                            assertThat(
                                            catchThrowable(
                                                    () ->
                                                            TestDatabase.execute(
                                                                    connection,
                                                                    "INSERT INTO rows VALUES (1); COMMIT")))
                                    .isInstanceOf(SQLException.class);
                            assertThat(
                                            catchThrowable(
                                                    () ->
                                                            TestDatabase.execute(
                                                                    connection,
                                                                    "INSERT INTO rows VALUES (2)")))
                                    .isInstanceOf(SQLException.class);
                        },
                        connection -> {
                            TestDatabase.execute(connection, "INSERT INTO rows VALUES (1)");
                            TestDatabase.execute(connection, "SELECT 1; COMMIT");
                        });
        for (Use use : uses) {
            assertThatExceptionOfType(TransactionWorkFailedException.class)
                    .isThrownBy(() -> recorder.append(with(use)))
                    .havingCause()
                    .withMessageContaining("ended");
        }
        assertThat(database.number("SELECT count(*) FROM rows WHERE n = 1")).isEqualTo(3);
        assertThat(database.number("SELECT count(*) FROM rows")).isEqualTo(3);
        assertThat(recorder.head()).isZero();
    }

    @Test
    void aBatchThatIsEmptyEndsNothing() {
        recorder.append(
                with(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                assertThat(statement.executeBatch()).isEmpty();
                            }
                            try (PreparedStatement row =
                                    connection.prepareStatement("INSERT INTO rows VALUES (?)")) {
                                row.setInt(1, 1);
                                row.addBatch();
                                assertThat(row.executeBatch()).hasSize(1);
                            }
                        }));

        assertThat(recorder.head()).isOne();
    }

    @Test
    void workMayNotAppendWhateverItHasTriedBefore() throws Exception {
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            List<Throwable> refusals = new ArrayList<>();
            recorder.append(
                    with(
                            connection -> {
                                for (Connection each : List.of(other, connection)) {
                                    refusals.add(
                                            catchThrowable(
                                                    () ->
                                                            recorder.append(
                                                                    each, with(nothing -> {}))));
                                }
                                refusals.add(
                                        catchThrowable(
                                                () -> recorder.append(List.of(Samples.fact("t")))));
                            }));

            assertThat(refusals)
                    .hasSize(3)
                    .allSatisfy(
                            each ->
                                    assertThat(each)
                                            .isInstanceOf(IllegalStateException.class)
                                            .hasMessageContaining("append to it again"));
        }
        assertThat(recorder.head()).isOne();
    }
}
