package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;

/** Appends in a transaction of the caller's. */
@Timeout(60)
final class IsolationTest {
    private TestDatabase database;
    private PostgresRecorder recorder;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE rows (n int)");
        recorder = Postgres.open(database.dataSource(), "School");
        connection = database.connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        recorder.close();
        database.close();
    }

    private void writeRow() throws SQLException {
        TestDatabase.execute(connection, "INSERT INTO rows VALUES (1)");
    }

    private long rows() throws SQLException {
        return database.number("SELECT count(*) FROM rows");
    }

    @Test
    void eventsAndRowsAreCommittedTogether() throws Exception {
        writeRow();
        assertThat(recorder.append(connection, Samples.request(Samples.fact("t"))).first()).isOne();
        assertThat(recorder.head()).isZero();
        connection.commit();

        assertThat(recorder.head()).isOne();
        assertThat(rows()).isOne();
    }

    @Test
    void eventsAndRowsAreRolledBackTogetherAndLeaveNoHole() throws Exception {
        writeRow();
        recorder.append(connection, Samples.request(Samples.fact("t"), Samples.fact("t", "k:v")));
        connection.rollback();

        assertThat(rows()).isZero();
        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
    }

    @Test
    void aLevelThatHidesWhatWasCommittedIsRefusedAndTheTransactionIsUsable() throws Exception {
        for (int level :
                List.of(
                        Connection.TRANSACTION_REPEATABLE_READ,
                        Connection.TRANSACTION_SERIALIZABLE)) {
            connection.setTransactionIsolation(level);
            writeRow();
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v")))) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> recorder.append(connection, request))
                        .withMessageContaining("READ COMMITTED");
            }
            connection.commit();
        }
        assertThat(rows()).isEqualTo(2);
        assertThat(recorder.head()).isZero();
    }

    // The control: at that level the head is that of the transaction's beginning, and a condition
    // is blind to all that came later.
    @Test
    void atThatLevelAnAppendWouldBeBlind() throws Exception {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        TestDatabase.answer(connection, "SELECT 1");
        recorder.append(Samples.request(Samples.fact("t")));

        assertThat(TestDatabase.answer(connection, "SELECT count(*) FROM school_events"))
                .isEqualTo("0");
        connection.rollback();
    }

    @Test
    void aRejectionLeavesTheTransactionUsable() throws Exception {
        recorder.append(List.of(Samples.change("fido", 1)), Tracking.of("up", 5));
        AppendRequest known = Samples.request(Samples.fact("t"));
        recorder.append(known);
        Map<AppendRequest, Class<? extends EventSourcingException>> rejected =
                Map.of(
                        Samples.request(Samples.change("fido", 1)), VersionConflictException.class,
                        Samples.request(Samples.change("fido", 3)), VersionConflictException.class,
                        Samples.request(Samples.fact("t"))
                                        .onCondition(AppendCondition.failIfMatching(Query.all())),
                                AppendConditionFailedException.class,
                        Samples.request().withTracking(Tracking.of("up", 5)),
                                TrackingConflictException.class);
        writeRow();
        for (var each : rejected.entrySet()) {
            assertThatExceptionOfType(each.getValue())
                    .isThrownBy(() -> recorder.append(connection, each.getKey()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                recorder.append(
                                        connection,
                                        Samples.request(
                                                known.events().getFirst(), Samples.fact("t"))))
                .withMessageContaining("id");
        assertThat(recorder.append(connection, known).first()).isEqualTo(2);
        assertThat(recorder.append(connection, Samples.request(Samples.fact("t"))).first())
                .isEqualTo(3);
        connection.commit();

        assertThat(rows()).isOne();
        assertThat(recorder.head()).isEqualTo(3);
    }

    @Test
    void severalAppendsOfOneTransactionSeeEachOther() throws Exception {
        recorder.append(connection, Samples.request(Samples.change("fido", 1, "k:v")));
        recorder.append(connection, Samples.request(Samples.change("fido", 2)));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(
                        () ->
                                recorder.append(
                                        connection,
                                        Samples.request(Samples.fact("t"))
                                                .onCondition(
                                                        AppendCondition.failIfMatching(
                                                                Query.ofTypes("Changed")))));
        connection.commit();

        assertThat(recorder.head()).isEqualTo(2);
    }

    @Test
    void rollingBackToASavepointUndoesEventsAndLockTogether() throws Exception {
        writeRow();
        Savepoint before = connection.setSavepoint();
        recorder.append(connection, Samples.request(Samples.fact("t")));
        connection.rollback(before);

        assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
        connection.commit();
        assertThat(rows()).isOne();
        assertThat(recorder.head()).isOne();
    }

    @Test
    void aConnectionThatCommitsByItselfIsRefused() throws Exception {
        connection.setAutoCommit(true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.append(connection, Samples.request(Samples.fact("t"))))
                .withMessageContaining("setAutoCommit(false)");
        assertThat(recorder.head()).isZero();
    }

    @Test
    void aTransactionThatHasFailedIsToldSoAndNotTakenForALostConnection() throws Exception {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> TestDatabase.execute(connection, "SELECT 1/0"));

        assertThatExceptionOfType(EventSourcingException.class)
                .isThrownBy(() -> recorder.append(connection, Samples.request(Samples.fact("t"))))
                .withMessageNotContaining("cannot be reached");
        connection.rollback();
        assertThat(recorder.append(connection, Samples.request(Samples.fact("t"))).first()).isOne();
        connection.commit();
    }

    @Test
    void workOfTheRequestRunsInTheCallersTransactionToo() throws Exception {
        AppendRequest request =
                Samples.request(Samples.fact("t"))
                        .withWork(
                                transaction ->
                                        TestDatabase.execute(
                                                transaction.as(Connection.class),
                                                "INSERT INTO rows VALUES (2)"));
        recorder.append(connection, request);
        connection.rollback();
        assertThat(rows()).isZero();

        recorder.append(connection, request);
        connection.commit();
        assertThat(rows()).isOne();
    }

    @Test
    void whoeverWaitsFindsTheEventsWhenItIsWokenOrByPolling() throws Exception {
        var tracked = Background.start(() -> recorder.awaitTracking("up", 1, Background.DEADLINE));
        recorder.append(connection, Samples.request().withTracking(Tracking.of("up", 1)));
        connection.commit();
        recorder.wake();

        assertThat(tracked.result()).isTrue();
    }
}
