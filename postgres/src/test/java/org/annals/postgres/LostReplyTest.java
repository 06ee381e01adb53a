package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.persistence.VersionConflictException;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A connection that is lost during an append: it happened, or it did not, and which is found out.
 */
@Timeout(120)
final class LostReplyTest {
    private TestDatabase database;
    private FaultyProxy proxy;
    private OneConnection source;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        database.execute("CREATE TABLE rows (n int)");
        proxy = database.proxy();
        source = new OneConnection(database.dataSource(proxy));
        // Nothing goes through the proxy but what the test sends.
        recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        source.close();
        proxy.close();
        database.close();
    }

    private static AppendRequest withRow(AppendRequest request) {
        return request.withWork(
                transaction ->
                        TestDatabase.execute(
                                transaction.as(Connection.class), "INSERT INTO rows VALUES (1)"));
    }

    private long events() throws SQLException {
        return database.number("SELECT count(*) FROM school_events");
    }

    private long rows() throws SQLException {
        return database.number("SELECT count(*) FROM rows");
    }

    @Test
    void aCommitWhoseReplyIsLostIsAnsweredWithItsReceipt() throws Exception {
        long version = 0;
        for (int round = 0; round < 4; round++) {
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.change("fido", ++version)),
                            Samples.request(Samples.fact("t", "k:v"), Samples.fact("t")),
                            Samples.request(Samples.change("fido", ++version))
                                    .withTracking(Tracking.of("up", version)),
                            Samples.request(Samples.fact("t", "once:" + version))
                                    .onCondition(failIfTagged("once", version)))) {
                long head = events();
                long cuts = proxy.cutCount();
                proxy.loseNextReply();

                assertThat(recorder.append(request).first()).isEqualTo(head + 1);
                assertThat(proxy.cutCount()).isEqualTo(cuts + 1);
                assertThat(events()).isEqualTo(head + request.events().size());
                assertThat(recorder.append(request).first()).isEqualTo(head + 1);
            }
        }
    }

    private static AppendCondition failIfTagged(String key, long value) {
        return AppendCondition.failIfMatching(Query.ofTags(EventTag.of(key, Long.toString(value))));
    }

    // The control: a client that takes a lost reply for a failure appends twice.
    @Test
    void whoeverTriesAgainWithNewIdsAppendsTwice() throws Exception {
        try (Connection naive = database.dataSource(proxy).getConnection()) {
            String insert = "INSERT INTO rows VALUES (1)";
            proxy.loseNextReply();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> TestDatabase.execute(naive, insert));
            database.execute(insert);
        }
        Background.await("both are there", () -> rows() == 2);
    }

    @Test
    void aRejectionWhoseReplyIsLostIsTheSameRejection() throws Exception {
        recorder.append(Samples.request(Samples.change("fido", 1, "k:1")));
        Map<AppendRequest, Class<? extends RuntimeException>> rejected =
                Map.of(
                        Samples.request(Samples.change("fido", 1)), VersionConflictException.class,
                        Samples.request(Samples.fact("t")).onCondition(failIfTagged("k", 1)),
                                AppendConditionFailedException.class);
        for (var each : rejected.entrySet()) {
            proxy.loseNextReply();

            assertThatExceptionOfType(each.getValue())
                    .isThrownBy(() -> recorder.append(each.getKey()));
        }
        assertThat(events()).isOne();
    }

    // The first copy may still find the hole closed.
    @Test
    void aHoleWhoseReplyIsLostIsUnknown() throws Exception {
        AppendRequest hole = Samples.request(Samples.change("fido", 2));
        proxy.loseNextReply();
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> recorder.append(hole));

        assertThatExceptionOfType(VersionConflictException.class)
                .isThrownBy(() -> recorder.append(hole));
        recorder.append(Samples.request(Samples.change("fido", 1)));
        assertThat(recorder.append(hole).first()).isEqualTo(2);
    }

    @Test
    void anAppendWithoutEventsCannotBeSettledAndIsUnknown() throws Exception {
        proxy.loseNextReply();

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> recorder.track(Tracking.of("up", 5)))
                .withMessageContaining(database.name());
        assertThat(recorder.trackedPosition("up")).isEqualTo(5);
    }

    @Test
    void whateverReplyOfASaveWithRowsIsLostRowsAndEventsAreThereOnceOrNotAtAll() throws Exception {
        // It is judged, begun with its row, appended and committed: each is one round trip.
        boolean recorded = false;
        for (int trip = 0; trip < 4; trip++) {
            AppendRequest request = withRow(Samples.request(Samples.fact("t")));
            long before = events();
            recorded = isRecordedWhileLosing(trip, request);

            assertThat(events()).as("trip %d", trip).isEqualTo(before + (recorded ? 1 : 0));
            assertThat(rows()).as("trip %d", trip).isEqualTo(events());
            recorder.append(request);
            assertThat(events()).isEqualTo(before + 1);
            assertThat(rows()).isEqualTo(events());
        }
        // The last of them was that of the commit, and it was settled on the one connection.
        assertThat(recorded).isTrue();
        assertThat(proxy.cutCount()).isEqualTo(4);
    }

    private boolean isRecordedWhileLosing(int trip, AppendRequest request) throws Exception {
        // Time to arm the fault between one reply and the next request.
        proxy.delay(Direction.TO_SERVER, Duration.ofMillis(100));
        long armedAt = proxy.roundTripCount() + trip;
        var armed =
                Background.start(
                        () -> {
                            Background.await("it", () -> proxy.roundTripCount() >= armedAt);
                            proxy.loseNextReply();
                            return trip;
                        });
        try {
            recorder.append(request);
            return true;
        } catch (RecorderUnavailableException e) {
            assertThat(e).hasMessageContaining("nothing was written");
            return false;
        } finally {
            armed.result();
            proxy.heal();
        }
    }

    @Test
    void aRequestThatIsCutOnItsWayIsSentAgain() throws Exception {
        for (int bytes : new int[] {0, 1, 5, 100, 500, 900}) {
            long head = events();
            proxy.cutOneAfter(Direction.TO_SERVER, bytes);

            assertThat(recorder.append(Samples.request(Samples.fact("t", "k:v"))).first())
                    .as("cut after %d bytes", bytes)
                    .isEqualTo(head + 1);
            assertThat(events()).isEqualTo(head + 1);
            proxy.heal();
        }
    }

    @Test
    void aReplyThatIsCutOnItsWayIsAskedForAgain() throws Exception {
        for (int bytes : new int[] {0, 1, 5, 50, 100, 200}) {
            long head = events();
            proxy.cutOneAfter(Direction.TO_CLIENT, bytes);

            assertThat(recorder.append(Samples.request(Samples.fact("t", "k:v"))).first())
                    .as("cut after %d bytes", bytes)
                    .isEqualTo(head + 1);
            assertThat(events()).isEqualTo(head + 1);
            proxy.heal();
        }
    }

    @Test
    void ifNobodyAnswersAnyMoreItIsUnknownAndARepeatSettlesIt() throws Exception {
        AppendRequest request = Samples.request(Samples.fact("t"));
        proxy.loseNextReply();
        proxy.refuse();

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> recorder.append(request));
        proxy.heal();
        assertThat(recorder.append(request).first()).isOne();
        assertThat(events()).isOne();
    }
}
