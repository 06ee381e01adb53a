package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.TransactionWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CyclicBarrier;

/** Rows of the user's own and the lock of the log, which two can want in opposite orders. */
@Timeout(120)
final class RowLocksTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = Integer.getInteger("annals.rowlocks.rounds", 250);
    private static final String DEADLOCK = "40P01";

    private TestDatabase database;
    private HikariDataSource pool;
    private PostgresRecorder one;
    private PostgresRecorder other;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE rows AS SELECT generate_series(0, 2) AS k, 0 AS n");
        pool = database.pool(THREADS);
        one = Postgres.open(pool, "School");
        other = Postgres.open(pool, "School");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
        pool.close();
        database.close();
    }

    private static TransactionWork updating(int row) {
        return transaction -> update(transaction.as(Connection.class), row);
    }

    private static void update(Connection connection, int row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE rows SET n = n + 1 WHERE k = ?")) {
            statement.setInt(1, row);
            statement.executeUpdate();
        }
    }

    @Test
    void rowsOfSavesAndTheLogNeverDeadlock() throws Exception {
        Race.run(
                THREADS,
                (lane, barrier) -> {
                    PostgresRecorder recorder = lane % 2 == 0 ? one : other;
                    barrier.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        AppendRequest request = Samples.request(Samples.fact("t", "by:" + lane));
                        recorder.append(
                                round % 4 == 3 ? request : request.withWork(updating(round % 3)));
                    }
                    return lane;
                });
        assertThat(one.head()).isEqualTo((long) THREADS * ROUNDS);
        assertThat(database.number("SELECT sum(n) FROM rows"))
                .isEqualTo((long) THREADS * (ROUNDS - ROUNDS / 4));
    }

    // The control: whoever appends first and writes its rows afterwards, as the Javadoc warns.
    @Test
    void rowsAfterTheAppendDoDeadlock() throws Exception {
        var bothHaveOne = new CyclicBarrier(2);
        try (Connection careless = database.connect()) {
            careless.setAutoCommit(false);
            var saving =
                    Background.start(
                            () ->
                                    one.append(
                                            Samples.request(Samples.fact("t"))
                                                    .withWork(
                                                            transaction -> {
                                                                update(
                                                                        transaction.as(
                                                                                Connection.class),
                                                                        0);
                                                                bothHaveOne.await();
                                                            })));
            other.append(careless, Samples.request(Samples.fact("t")));
            bothHaveOne.await();
            String failure = "";
            try {
                update(careless, 0);
                careless.commit();
            } catch (SQLException e) {
                failure = e.getSQLState();
                careless.rollback();
            }
            try {
                saving.result();
            } catch (RuntimeException e) {
                failure = e.getCause() instanceof SQLException cause ? cause.getSQLState() : "";
            }
            assertThat(failure).isEqualTo(DEADLOCK);
        }
        assertThat(one.append(Samples.request(Samples.fact("t"))).first()).isLessThan(4);
    }

    @Test
    void aStrangersLongTransactionDelaysNothing() throws Exception {
        try (Connection stranger = database.connect();
                var subscription = other.subscribe(LogSelection.all())) {
            stranger.setAutoCommit(false);
            TestDatabase.execute(stranger, "CREATE TABLE theirs (n int)");
            var events = subscription.iterator();
            for (int i = 1; i <= 5; i++) {
                one.append(Samples.request(Samples.fact("t")));
                assertThat(events.next().position()).isEqualTo(i);
            }
            // The control: whoever reads below the oldest open transaction sees nothing of it.
            assertThat(
                            database.number(
                                    "SELECT count(*) FROM school_events WHERE xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))
                    .isZero();
            stranger.rollback();
        }
    }
}
