package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** Followers that are woken by what other processes append, and what happens when they are not. */
@Timeout(90)
final class WakeUpTest {
    // So long that whoever is quicker was woken.
    private static final Duration NEVER = Duration.ofSeconds(50);
    private static final Duration POLL = Duration.ofMillis(300);

    private TestDatabase database;
    private PostgresRecorder writer;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        writer = Postgres.of(database.dataSource()).open("School");
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        database.close();
    }

    private Postgres follower() {
        return Postgres.of(database.dataSource()).withListener(database.dataSource());
    }

    private static long next(Iterator<Notification> events) throws Exception {
        return Background.start(() -> events.next().position()).result();
    }

    private void append() {
        writer.append(List.of(Samples.fact("t")));
    }

    /** Returns the backend that listens, once there is one. */
    private String listener() throws Exception {
        String select =
                "SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        Background.await("somebody listens", () -> database.number(select) > 0);
        return database.answer(select);
    }

    @Test
    void whoeverWaitsIsWokenByWhatAnotherAppends() throws Exception {
        try (var reader = follower().withPollInterval(NEVER).open("School");
                var subscription = reader.subscribe(LogSelection.all())) {
            listener();
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 10; i++) {
                append();

                assertThat(next(events)).isEqualTo(i);
            }
            var awaiting = Background.start(() -> reader.awaitTracking("up", 1, NEVER));
            writer.track(Tracking.of("up", 1));
            assertThat(awaiting.result()).isTrue();
        }
    }

    @Test
    void aListenerOfASourceWithoutAutoCommitHearsAsWell() throws Exception {
        HikariConfig config = TestDatabase.poolConfig(database.dataSource(), 2);
        config.setAutoCommit(false);
        try (var pool = new HikariDataSource(config);
                var reader =
                        Postgres.of(database.dataSource())
                                .withListener(pool)
                                .withPollInterval(NEVER)
                                .open("School");
                var subscription = reader.subscribe(LogSelection.all())) {
            listener();
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 5; i++) {
                append();

                assertThat(next(events)).isEqualTo(i);
            }
        }
    }

    // The control: without a listener the same follower sleeps on until it polls.
    @Test
    void withoutAListenerOneSleepsUntilThePoll() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var source = new OneConnection(database.dataSource(proxy));
                var reader = Postgres.of(source).withPollInterval(NEVER).open("School");
                var subscription = reader.subscribe(LogSelection.all())) {
            Iterator<Notification> events = subscription.iterator();
            append();
            assertThat(next(events)).isEqualTo(1);
            var sleeping = Background.start(events::next);
            awaitPollAfter(Duration.ofSeconds(2), proxy);
            append();

            // It polls as much later again.
            assertThat(isWaiting(sleeping, Duration.ofSeconds(1))).isTrue();
            subscription.stop();
        }
    }

    /** Waits until the next poll after some time in which there was nothing. */
    private static void awaitPollAfter(Duration time, FaultyProxy proxy) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        Background.await("time passes", () -> System.nanoTime() > end);
        long before = proxy.roundTripCount();
        Background.await("a poll", () -> proxy.roundTripCount() > before);
    }

    private static boolean isWaiting(Background<?> background, Duration time) throws Exception {
        try {
            background.result(time);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    @Test
    void anApplicationsOwnTransactionWakesWhenItIsToldTo() throws Exception {
        try (var reader = follower().withPollInterval(NEVER).open("School");
                var subscription = reader.subscribe(LogSelection.all());
                Connection connection = database.connect()) {
            listener();
            Iterator<Notification> events = subscription.iterator();
            connection.setAutoCommit(false);
            writer.append(connection, Samples.request(Samples.fact("t")));
            connection.commit();
            writer.wake();

            assertThat(next(events)).isEqualTo(1);
        }
    }

    @Test
    void aListenerThatIsKilledReturnsAndMeanwhileThePollFindsWhatComes() throws Exception {
        try (var reader = follower().withPollInterval(POLL).open("School");
                var subscription = reader.subscribe(LogSelection.all())) {
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 5; i++) {
                String listener = listener();
                database.execute("SELECT pg_terminate_backend(" + listener + ")");
                append();

                assertThat(next(events)).isEqualTo(i);
                Background.await("another listens", () -> !listener().equals(listener));
            }
        }
        // And it is heard again: nobody polls this one.
        try (var reader = follower().withPollInterval(NEVER).open("School");
                var subscription = reader.subscribe(LogSelection.all().after(5))) {
            String listener = listener();
            database.execute("SELECT pg_terminate_backend(" + listener + ")");
            Background.await("another listens", () -> !listener().equals(listener));
            append();

            assertThat(next(subscription.iterator())).isEqualTo(6);
        }
    }

    @Test
    void whatIsNotifiedAndLostIsFoundByThePoll() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var reader =
                        Postgres.of(database.dataSource())
                                .withListener(database.dataSource(proxy))
                                .withPollInterval(POLL)
                                .open("School");
                var subscription = reader.subscribe(LogSelection.all())) {
            listener();
            proxy.dropUnasked(Duration.ofMillis(20));
            Iterator<Notification> events = subscription.iterator();
            for (int i = 1; i <= 5; i++) {
                append();

                assertThat(next(events)).isEqualTo(i);
            }
        }
    }

    @Test
    void aListenerThatCannotConnectHurtsNobody() throws Exception {
        try (FaultyProxy proxy = database.proxy()) {
            proxy.refuse();
            try (var reader =
                            Postgres.of(database.dataSource())
                                    .withListener(database.dataSource(proxy))
                                    .withPollInterval(POLL)
                                    .open("School");
                    var subscription = reader.subscribe(LogSelection.all())) {
                Iterator<Notification> events = subscription.iterator();
                append();
                assertThat(next(events)).isEqualTo(1);

                proxy.heal();
                listener();
            }
        }
    }

    // On a writer's connection it would make all commits of the database queue.
    @Test
    void nobodyIsNotifiedWithinAnAppend() throws Exception {
        try (var source = new OneConnection(database.dataSource());
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School");
                Connection listening = database.connect()) {
            TestDatabase.execute(
                    listening,
                    "LISTEN \"%s\""
                            .formatted(
                                    LogSql.channel(
                                            database.number(
                                                    "SELECT 'school_events'::regclass::oid"))));
            recorder.append(List.of(Samples.fact("t", "k:v")));
            recorder.append(Samples.request(Samples.fact("t")).withWork(work -> {}));

            assertThat(listening.unwrap(PGConnection.class).getNotifications(300)).isEmpty();
            append();
            Background.await(
                    "the other one notifies",
                    () -> listening.unwrap(PGConnection.class).getNotifications(100).length == 1);
        }
    }
}
