package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** That no operation needs a second connection while it has one: F31. */
@Timeout(60)
final class PoolOfOneTest {
    private TestDatabase database;
    private HikariDataSource pool;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        pool = database.pool(1);
        recorder = Postgres.open(pool, "School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        pool.close();
        database.close();
    }

    @Test
    void everyRoleIsServed() throws Exception {
        recorder.append(List.of(Samples.change("fido", 1)));
        recorder.append(List.of(Samples.fact("t", "k:v")), Tracking.of("up", 3));

        assertThat(recorder.readAggregate(AggregateSelection.of("fido"))).hasSize(1);
        assertThat(recorder.readLog(LogSelection.all()).notifications()).hasSize(2);
        assertThat(recorder.awaitTracking("up", 3, Background.DEADLINE)).isTrue();
    }

    @Test
    void whoAwaitsATrackingAndWaitsForTheConnectionIsInterrupted() throws Exception {
        try (Connection taken = pool.getConnection()) {
            var waiting =
                    new FutureTask<Boolean>(
                            () -> {
                                assertThatExceptionOfType(InterruptedException.class)
                                        .isThrownBy(
                                                () ->
                                                        recorder.awaitTracking(
                                                                "up", 1, Background.DEADLINE));
                                return Thread.interrupted();
                            });
            Thread thread = Thread.ofPlatform().start(waiting);
            Background.await(
                    "it waits for the connection",
                    () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
            thread.interrupt();

            assertThat(waiting.get(5, TimeUnit.SECONDS)).as("the flag is left").isFalse();
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void workReadsWhatItWillOnTheConnectionThatItHas() {
        recorder.append(List.of(Samples.change("fido", 1)), Tracking.of("up", 1));
        List<Long> seen = new ArrayList<>();
        AppendRequest request =
                Samples.request(Samples.change("fido", 2))
                        .withWork(
                                transaction -> {
                                    seen.add(recorder.head());
                                    seen.add(recorder.trackedPosition("up"));
                                    seen.add(recorder.readLog(LogSelection.all()).head());
                                    seen.add(
                                            recorder.readAggregate(AggregateSelection.of("fido"))
                                                    .count());
                                    assertThat(recorder.awaitTracking("up", 1, Background.DEADLINE))
                                            .isTrue();
                                });

        assertThat(recorder.append(request).first()).isEqualTo(2);
        assertThat(seen).containsExactly(1L, 1L, 1L, 1L);
    }

    @Test
    void whatIsReadPageByPageHoldsNothingInBetween() {
        recorder.append(List.of(Samples.change("fido", 1), Samples.change("fido", 2)));
        LogStream.of(recorder, LogSelection.all().limit(1))
                .forEach(each -> recorder.append(List.of(Samples.fact("seen"))));
        recorder.readAggregate(AggregateSelection.of("fido"))
                .forEach(each -> recorder.append(List.of(Samples.fact("seen"))));

        assertThat(recorder.head()).isEqualTo(6);
    }

    @Test
    void whoFollowsMayAppendAndWhoeverWaitsKeepsNobodyOut() throws Exception {
        var awaiting = Background.start(() -> recorder.awaitTracking("up", 9, Background.DEADLINE));
        try (var subscription = recorder.subscribe(LogSelection.all().limit(1))) {
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 10; i++) {
                recorder.append(List.of(Samples.fact("t")));

                assertThat(events.next().position()).isEqualTo(i);
            }
        }
        recorder.track(Tracking.of("up", 9));

        assertThat(awaiting.result()).isTrue();
    }

    @Test
    void manyThreadsShareTheOne() throws Exception {
        List<Background<Long>> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String aggregate = "a" + i;
            threads.add(
                    Background.start(
                            () -> {
                                for (int version = 1; version <= 10; version++) {
                                    var request =
                                            Samples.request(Samples.change(aggregate, version));
                                    recorder.append(
                                            version % 2 == 0
                                                    ? request
                                                    : request.withWork(work -> recorder.head()));
                                    recorder.readLog(LogSelection.all().limit(3));
                                }
                                return recorder.readAggregate(AggregateSelection.of(aggregate))
                                        .count();
                            }));
        }
        for (var thread : threads) {
            assertThat(thread.result()).isEqualTo(10);
        }
        assertThat(recorder.head()).isEqualTo(120);
    }

    @Test
    void theCallersOwnConnectionIsTheOnlyOneThatItsAppendNeeds() throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            recorder.append(connection, Samples.request(Samples.fact("t")));
            connection.commit();
            recorder.wake();
        }
        assertThat(recorder.head()).isOne();
    }
}
