package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A data source that falls back to a standby, as one with several hosts in its URL does. */
@Timeout(120)
final class StandbyTest {
    @Test
    void aStandbyThatIsBehindDoesNotSettleWhatThePrimaryHasCommitted() throws Exception {
        try (var primary = PostgresServer.startForTests()) {
            var database = TestDatabase.createOn(primary);
            database.execute("CREATE TABLE rows (n int)");
            try (var replica = primary.startReplica();
                    var proxy = database.proxy();
                    var source = new OneConnection(either(database, proxy, replica));
                    var recorder =
                            Postgres.of(source).withWakeUps(Postgres.WakeUps.POLL).open("School")) {
                Background.await(
                        "the tables are there",
                        () -> standbyAnswer(replica, database, TABLES).equals("t"));
                standbyAnswer(replica, database, "SELECT pg_wal_replay_pause()");
                // Time to arm the fault between the reply to the append and the commit.
                proxy.delay(Direction.TO_SERVER, Duration.ofMillis(100));
                AppendRequest request =
                        Samples.request(Samples.fact("t"))
                                .withWork(
                                        transaction -> {
                                            TestDatabase.execute(
                                                    transaction.as(Connection.class),
                                                    "INSERT INTO rows VALUES (1)");
                                            loseTheReplyAfter(proxy);
                                        });

                assertThatExceptionOfType(OutcomeUnknownException.class)
                        .isThrownBy(() -> recorder.append(request));
                assertThat(database.number("SELECT count(*) FROM school_events")).isOne();
            }
        }
    }

    private static final String TABLES = "SELECT to_regclass('public.school_log') IS NOT NULL";

    private static PGSimpleDataSource either(
            TestDatabase database, FaultyProxy proxy, PostgresServer replica) {
        PGSimpleDataSource source = database.dataSource();
        source.setServerNames(new String[] {proxy.host(), replica.host()});
        source.setPortNumbers(new int[] {proxy.port(), replica.port()});
        return source;
    }

    private static String standbyAnswer(PostgresServer replica, TestDatabase database, String query)
            throws SQLException {
        try (Connection connection = replica.dataSource(database.name()).getConnection()) {
            return TestDatabase.answer(connection, query);
        }
    }

    /** Loses the reply that follows the next, and lets nobody in afterwards. */
    private static void loseTheReplyAfter(FaultyProxy proxy) {
        long appended = proxy.roundTripCount() + 1;
        var arming =
                Background.start(
                        () -> {
                            Background.await("it", () -> proxy.roundTripCount() >= appended);
                            proxy.refuse();
                            proxy.loseNextReply();
                            return true;
                        });
        assertThat(arming.thread().isAlive()).isTrue();
    }
}
