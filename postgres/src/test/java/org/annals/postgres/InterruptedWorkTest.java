package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.TransactionWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Virtual threads, whose interrupts close the socket that they read, interrupted with rows. */
@Timeout(60)
final class InterruptedWorkTest {
    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    private TestDatabase database;
    private HikariDataSource pool;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        pool = database.pool(4);
        recorder = Postgres.of(pool).withWakeUps(Postgres.WakeUps.POLL).open("School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        pool.close();
        database.close();
    }

    /** What came of an append, and whether the thread's flag was set afterwards. */
    private record End(long first, boolean interrupted) {}

    private FutureTask<End> task(TransactionWork work) {
        AppendRequest request = Samples.request(Samples.fact("t")).withWork(work);
        return new FutureTask<>(
                () -> {
                    long first = recorder.append(request).first();
                    return new End(first, Thread.currentThread().isInterrupted());
                });
    }

    @Test
    void whatInterruptedWorkThrowsReachesItsCallerAndTheConnectionLivesOn() throws Exception {
        var mine = new IllegalStateException("mine");
        var request =
                Samples.request(Samples.fact("t"))
                        .withWork(
                                transaction -> {
                                    TestDatabase.execute(
                                            transaction.as(Connection.class),
                                            "CREATE TABLE undone (n int)");
                                    Thread.currentThread().interrupt();
                                    throw mine;
                                });
        var task =
                new FutureTask<>(
                        () -> {
                            assertThatIllegalStateException()
                                    .isThrownBy(() -> recorder.append(request))
                                    .isSameAs(mine);
                            return Thread.currentThread().isInterrupted();
                        });
        Thread.ofVirtual().start(task);

        assertThat(task.get(PROMPTLY.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(mine.getSuppressed()).isEmpty();
    }

    @Test
    void aVirtualThreadInterruptedInItsCommitLearnsWhatBecameOfIt() throws Exception {
        database.execute(
                """
                CREATE TABLE rows (n int);
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(1); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON rows
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dawdle();
                """);
        FutureTask<End> task =
                task(
                        transaction ->
                                TestDatabase.execute(
                                        transaction.as(Connection.class),
                                        "INSERT INTO rows VALUES (1)"));
        Thread appending = Thread.ofVirtual().start(task);
        Background.await(
                "it commits",
                () ->
                        database.number(
                                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT' AND datname = current_database()")
                                > 0);
        appending.interrupt();

        assertThat(task.get(PROMPTLY.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new End(1, true));
    }
}
