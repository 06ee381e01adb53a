package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Changes within a transaction of the caller's, and leases beside a log that is held. */
@Timeout(60)
final class ChangesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private TestDatabase database;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder =
                Postgres.of(database.dataSource())
                        .withLockTimeout(Duration.ofMillis(300))
                        .open("School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        database.close();
    }

    private static ParkedEvent parked(long position) {
        var event = new Notification(position, Samples.fact("u"));
        return ParkedEvent.behind("up", "key", event, event.storedEvent().timestamp());
    }

    private Connection transaction() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void changesAreOfTheCallersTransaction() throws Exception {
        var timer = new Timer("process", "t", Instant.EPOCH, Bytes.empty());
        try (Connection connection = transaction()) {
            recorder.append(
                    connection,
                    Samples.request(Samples.fact("t"))
                            .withTracking(Tracking.of("up", 7))
                            .withChanges(List.of(new Park(parked(7)), new SetTimer(timer))));
            assertThat(recorder.countParked("up")).isZero();
            connection.rollback();
            assertThat(recorder.countParked("up")).isZero();
            recorder.append(
                    connection,
                    Samples.request(Samples.fact("t"))
                            .withChanges(List.of(new Park(parked(7)), new SetTimer(timer))));
            connection.commit();
        }
        assertThat(recorder.head()).isOne();
        assertThat(recorder.isParked("up", "key")).isTrue();
        assertThat(recorder.readDueTimers("process", Instant.EPOCH, 1)).containsExactly(timer);
    }

    @Test
    void aRefusedChangeLeavesTheCallersTransactionUsableAndWritesNothing() throws Exception {
        recorder.append(AppendRequest.of(List.of()).withChanges(List.of(new Park(parked(7)))));
        try (Connection connection = transaction()) {
            TestDatabase.execute(connection, "CREATE TABLE own (n int)");
            assertThatExceptionOfType(ParkedEventGoneException.class)
                    .isThrownBy(
                            () ->
                                    recorder.append(
                                            connection,
                                            Samples.request(Samples.fact("t"))
                                                    .withTracking(Tracking.of("up", 7))
                                                    .withChanges(
                                                            List.of(
                                                                    new Unpark("up", 7),
                                                                    new Unpark("up", 8)))));
            recorder.append(connection, Samples.request(Samples.fact("second")));
            connection.commit();
        }
        assertThat(recorder.head()).isOne();
        assertThat(recorder.trackedPosition("up")).isZero();
        assertThat(recorder.countParked("up")).isOne();
        assertThat(database.number("SELECT count(*) FROM own")).isZero();
    }

    @Test
    void workReadsWhatIsParkedWithinItsTransaction() {
        recorder.append(
                AppendRequest.of(List.of())
                        .withChanges(List.of(new Park(parked(7))))
                        .withWork(
                                transaction ->
                                        assertThat(recorder.isParked("up", "key")).isFalse()));
        assertThat(recorder.isParked("up", "key")).isTrue();
    }

    @Test
    void prolongingWaitsForNoAppendAndTakingEvictsAWriterThatHasStopped() throws Exception {
        var lease = recorder.acquireLease("up", "me", HOUR).orElseThrow();
        try (Connection connection = transaction()) {
            recorder.append(connection, Samples.request(Samples.fact("t")));

            assertThat(recorder.acquireLease("up", "me", HOUR)).contains(lease);
            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> recorder.acquireLease("other", "me", HOUR))
                    .withMessageContaining("POSTGRES_LOCK_TIMEOUT");
            assertThat(recorder.acquireLease("other", "me", HOUR)).isPresent();
        }
        assertThat(recorder.head()).isZero();
    }

    @Test
    void aTrackingThatIsNotCommittedYetIsNotWrittenBackUnderANewEpoch() throws Exception {
        var first = recorder.acquireLease("up", "me", HOUR).orElseThrow();
        assertThat(recorder.releaseLease(first)).isTrue();
        var patient =
                Postgres.of(database.dataSource())
                        .withLockTimeout(Duration.ofSeconds(30))
                        .open("School");
        try (patient;
                Connection connection = transaction()) {
            recorder.append(
                    connection,
                    AppendRequest.of(List.of())
                            .withTracking(Tracking.of("up", 7).withEpoch(first.epoch())));
            var taking =
                    Background.start(() -> patient.acquireLease("up", "other", HOUR).orElseThrow());
            connection.commit();
            assertThat(taking.result().epoch()).isEqualTo(2);
        }
        assertThat(recorder.findTracking("up")).contains(Tracking.of("up", 7).withEpoch(2));
    }
}
