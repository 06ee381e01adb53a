package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.examples.UrlDataSource;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.projection.Edition;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.recording.Signal;
import org.annals.settings.Settings;
import org.annals.testkit.network.FaultyProxy;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A view whose database is away waits for it, and then goes on: each event takes effect once. */
@Timeout(120)
final class ViewDatabaseDownTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int ROUNDS = 6;

    private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** How the view is kept on a server. */
    enum Kept {
        BY_RECORDER {
            @Override
            ViewStore open(
                    String host, int port, PostgresServer server, List<AutoCloseable> opened) {
                Map<String, String> values =
                        Map.of(
                                "PERSISTENCE_MODULE",
                                "postgres",
                                "POSTGRES_HOST",
                                host,
                                "POSTGRES_PORT",
                                Integer.toString(port),
                                "POSTGRES_DBNAME",
                                server.database(),
                                "POSTGRES_USER",
                                server.user(),
                                "POSTGRES_PASSWORD",
                                server.password());
                var keeper = new DogSchool(Settings.only(values));
                opened.add(keeper);
                return ViewStore.of(keeper.events().recorder());
            }
        },
        BY_JDBC {
            @Override
            ViewStore open(
                    String host, int port, PostgresServer server, List<AutoCloseable> opened) {
                return ViewStore.ofDatabase(
                        new UrlDataSource(
                                "jdbc:postgresql://%s:%d/%s?user=%s&password=%s&socketTimeout=5"
                                        .formatted(
                                                host,
                                                port,
                                                server.database(),
                                                server.user(),
                                                server.password())));
            }
        };

        abstract ViewStore open(
                String host, int port, PostgresServer server, List<AutoCloseable> opened);
    }

    private static void learn(DogSchool school, int first, int last) {
        Dog dog = Dog.register("Fido");
        for (int number = first; number <= last; number++) {
            dog.addTrick(Integer.toString(number));
        }
        school.save(dog);
    }

    private static DogSchool school() {
        return new DogSchool(Settings.only(Map.of()).using(NoticeListener.class, notice -> {}));
    }

    private ProjectionRunner runner(DogSchool school, ViewStore views) {
        return ProjectionRunner.builder(Upstream.of(school), Sum.PROJECTION, views)
                .batchSize(3)
                .lease(Duration.ofMillis(500))
                .notices(notices::add)
                .open();
    }

    private static void awaitAway(ProjectionRunner runner) throws InterruptedException {
        var nobody = new Signal();
        long end = System.nanoTime() + LONG.toNanos();
        while (runner.status().state() != State.AWAY) {
            assertThat(System.nanoTime()).as("%s", runner.status()).isLessThan(end);
            nobody.await(0, Duration.ofMillis(2).toNanos());
        }
    }

    private static String total(ViewStore views) {
        Edition live = views.liveEdition("sum").orElseThrow();
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", 1),
                transaction -> totals.add(Sum.of(transaction, live.table("sums")).total()));
        return totals.getFirst();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void aServerThatIsStoppedIsWaitedFor(Kept kept) throws Exception {
        try (var server = PostgresServer.startForTests();
                var school = school()) {
            ViewStore views = kept.open(server.host(), server.port(), server, opened);
            try (var runner = runner(school, views)) {
                runner.start();
                learn(school, 1, 10);
                assertThat(runner.await(11, LONG)).isTrue();
                server.stop();
                learn(school, 11, 20);
                awaitAway(runner);
                assertThat(runner.status().isHealthy()).isFalse();
                assertThat(runner.status().position()).isEqualTo(11);
                server.startAgain();

                assertThat(runner.await(22, LONG)).as("%s", runner.status()).isTrue();
                assertThat(runner.status().failure()).isNull();
            }
            assertThat(total(views)).isEqualTo("210 of 20");
            assertThat(notices).anyMatch(Notice.FollowerAway.class::isInstance);
            assertThat(notices).anyMatch(Notice.FollowerGoesOn.class::isInstance);
            assertThat(notices).noneMatch(Notice.FollowerPaused.class::isInstance);
        }
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void connectionsThatAreCutAndRepliesThatAreLostDoubleNothing(Kept kept) throws Exception {
        try (var server = PostgresServer.startForTests();
                var proxy = FaultyProxy.to(server.host(), server.port());
                var school = school()) {
            ViewStore views = kept.open("127.0.0.1", proxy.port(), server, opened);
            try (var runner = runner(school, views)) {
                runner.start();
                for (int round = 0; round < ROUNDS; round++) {
                    if (round % 2 == 0) {
                        proxy.loseNextReply();
                    } else {
                        proxy.cut();
                    }
                    learn(school, round * 10 + 1, round * 10 + 10);
                    assertThat(runner.await((round + 1) * 11L, LONG))
                            .as("%s", runner.status())
                            .isTrue();
                }
            }
            int last = ROUNDS * 10;
            assertThat(total(views)).isEqualTo("%d of %d".formatted(last * (last + 1) / 2, last));
            assertThat(proxy.cutCount()).isPositive();
            assertThat(notices).noneMatch(Notice.FollowerPaused.class::isInstance);
        }
    }
}
