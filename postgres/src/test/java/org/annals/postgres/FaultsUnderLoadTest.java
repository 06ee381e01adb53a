package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.recording.Signal;
import org.annals.testkit.network.FaultyProxy;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Servers, backends and connections that die while two recorders append and one follows: whatever
 * was answered is there once, nobody is refused by mistake, and the follower sees all of it.
 */
@Timeout(180)
final class FaultsUnderLoadTest {
    private static final int THREADS = 6;
    private static final int FAULTS = Integer.getInteger("annals.faults", 5);
    // Between two faults so much is to be done.
    private static final int APPENDS = 30;

    @FunctionalInterface
    private interface Fault {
        void strike(int time) throws Exception;
    }

    private static void assertSurvives(TestDatabase database, String url, Fault fault)
            throws Exception {
        database.execute("CREATE TABLE rows (id uuid PRIMARY KEY)");
        try (var one = Postgres.url(url).open("School");
                var other = Postgres.url(url).open("School")) {
            var following = Background.start(() -> followed(other));
            Load load = Load.start(List.of(one, other), THREADS);
            for (int i = 0; i < FAULTS; i++) {
                int enough = load.acknowledgedCount() + APPENDS;
                Background.await("the load goes on", () -> load.acknowledgedCount() >= enough);
                fault.strike(i);
            }
            int enough = load.acknowledgedCount() + APPENDS;
            Background.await("the load goes on", () -> load.acknowledgedCount() >= enough);
            List<Load.Acknowledged> acknowledged = load.stop();
            long last = one.append(Samples.request(Samples.fact("Last"))).first();

            Witness witness = Witness.of(one);
            acknowledged.forEach(witness::assertHas);
            int events = acknowledged.stream().mapToInt(each -> each.events().size()).sum();
            assertThat(witness.ids()).hasSize(events + 1);
            assertThat(database.number("SELECT count(*) FROM rows"))
                    .isEqualTo(acknowledged.stream().filter(Load.Acknowledged::hasRow).count());
            assertThat(following.result())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
        }
    }

    private static List<Long> followed(PostgresRecorder recorder) {
        List<Long> seen = new ArrayList<>();
        try (var subscription = recorder.subscribe(LogSelection.all())) {
            for (Notification each : subscription) {
                seen.add(each.position());
                if (each.storedEvent().type().equals("Last")) {
                    break;
                }
            }
        }
        return seen;
    }

    @Test
    void theServerIsKilledAndStartedAgain() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            var database = TestDatabase.createOn(server);
            assertSurvives(
                    database,
                    database.url(),
                    time -> {
                        server.kill();
                        server.startAgain();
                    });
        }
    }

    @Test
    void theServerIsRestartedInOrder() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            var database = TestDatabase.createOn(server);
            assertSurvives(database, database.url(), time -> server.restart());
        }
    }

    @Test
    void backendsAreTerminated() throws Exception {
        try (var database = TestDatabase.create();
                Connection killer = database.connect()) {
            assertSurvives(
                    database,
                    database.url(),
                    time -> {
                        for (int i = 0; i < 10; i++) {
                            TestDatabase.execute(
                                    killer,
                                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state = 'active' OR random() < 0.3)");
                        }
                    });
        }
    }

    @Test
    void connectionsAreCutAndRepliesLost() throws Exception {
        try (var database = TestDatabase.create();
                FaultyProxy proxy = database.proxy()) {
            assertSurvives(
                    database,
                    database.url(proxy),
                    time -> {
                        for (int i = 0; i < 5; i++) {
                            long before = proxy.cutCount();
                            proxy.loseNextReply();
                            Background.await("it strikes", () -> proxy.cutCount() > before);
                        }
                        proxy.cut();
                    });
            assertThat(proxy.cutCount()).isGreaterThan(FAULTS * 5L);
        }
    }

    @Test
    void theNetworkGoesSilentForAWhile() throws Exception {
        try (var database = TestDatabase.create();
                FaultyProxy proxy = database.proxy()) {
            assertSurvives(
                    database,
                    database.url(proxy),
                    time -> {
                        proxy.goSilent();
                        Signal nobody = new Signal();
                        nobody.await(nobody.count(), Duration.ofMillis(500).toNanos());
                        proxy.heal();
                    });
        }
    }
}
