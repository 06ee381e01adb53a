package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.recording.Signal;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** How often the server is asked. */
@Timeout(90)
final class BudgetTest {
    private TestDatabase database;
    private FaultyProxy proxy;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        proxy = database.proxy();
    }

    @AfterEach
    void close() throws SQLException {
        proxy.close();
        database.close();
    }

    @Test
    void aSaveIsOneRoundTripAndSoIsARead() throws Exception {
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            recorder.append(List.of(Samples.change("fido", 1)));
            var tagged = Query.ofTags(EventTag.of("k", "v"));
            var two = Query.ofTags(EventTag.of("k", "v"), EventTag.of("k", "w"));
            Map<String, Callable<?>> once =
                    Map.of(
                            "a fact", () -> recorder.append(List.of(Samples.fact("t"))),
                            "many",
                                    () ->
                                            recorder.append(
                                                    Samples.request(
                                                            Samples.fact("t"),
                                                            Samples.fact("u", "k:w"))),
                            "on a condition",
                                    () ->
                                            recorder.append(
                                                    List.of(Samples.fact("t")),
                                                    AppendCondition.failIfMatching(tagged)),
                            "with tracking",
                                    () ->
                                            recorder.append(
                                                    List.of(Samples.fact("t")),
                                                    Tracking.of("up", 1)),
                            "a page", () -> recorder.readLog(LogSelection.all()),
                            "a filtered page",
                                    () -> recorder.readLog(LogSelection.all().matching(tagged)),
                            "a page of two tags",
                                    () -> recorder.readLog(LogSelection.all().matching(two)),
                            "an aggregate",
                                    () ->
                                            recorder.readAggregate(AggregateSelection.of("fido"))
                                                    .toList(),
                            "the head", recorder::head,
                            "a tracking", () -> recorder.findTracking("up"));
            for (var each : once.entrySet()) {
                long before = proxy.roundTripCount();
                each.getValue().call();

                assertThat(proxy.roundTripCount() - before).as(each.getKey()).isOne();
            }
        }
    }

    @Test
    void aPageOfARareTagAndOneOfAllEventsIsOneRoundTripOnceTheyAreKnown() throws Exception {
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            List<StoredEvent> events = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                events.add(Samples.fact("t", "all:1", "rare:" + i / 5));
            }
            recorder.append(events);
            LogSelection both =
                    LogSelection.all()
                            .matching(
                                    Query.ofTags(
                                            EventTag.of("all", "1"), EventTag.of("rare", "7")));

            assertThat(roundTrips(() -> recorder.readLog(both))).as("at first").isEqualTo(2);
            assertThat(roundTrips(() -> recorder.readLog(both))).as("then").isOne();
            assertThat(recorder.readLog(both).notifications())
                    .extracting(Notification::position)
                    .containsExactly(36L, 37L, 38L, 39L, 40L);
            assertThat(recorder.readLog(both).scannedTo()).isEqualTo(2_000);
        }
    }

    @Test
    void aPageWithAnEventThatIsLargeForItIsOneRoundTripMore() throws Exception {
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            int part = (int) (Limits.defaults().pageBytes() / LogSelection.DEFAULT_LIMIT);
            recorder.append(
                    List.of(
                            Samples.event(null, "t", part, "k:v"),
                            Samples.event(null, "t", part + 1, "k:w")));
            for (var query : List.of(Query.all(), Query.ofTypes("t"))) {
                LogSelection all = LogSelection.all().matching(query);

                assertThat(roundTrips(() -> recorder.readLog(all.upTo(1)))).isOne();
                assertThat(roundTrips(() -> recorder.readLog(all))).isEqualTo(2);
                assertThat(recorder.readLog(all).notifications())
                        .extracting(each -> each.storedEvent().data().length())
                        .containsExactly(part, part + 1);
            }
            LogSelection large = LogSelection.all().matching(Query.ofTags(EventTag.of("k", "w")));
            assertThat(recorder.readLog(large).notifications()).hasSize(1);
        }
    }

    private long roundTrips(Callable<?> operation) throws Exception {
        long before = proxy.roundTripCount();
        operation.call();
        return proxy.roundTripCount() - before;
    }

    @Test
    void aConflictIsOneRoundTripMore() throws Exception {
        var tagged = AppendCondition.failIfMatching(Query.ofTags(EventTag.of("k", "v")));
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            recorder.append(List.of(Samples.fact("t", "k:v")));
            long before = proxy.roundTripCount();

            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> recorder.append(List.of(Samples.fact("t")), tagged))
                    .satisfies(refused -> assertThat(refused.matches()).hasSize(1));

            assertThat(proxy.roundTripCount() - before).isEqualTo(2);
        }
    }

    @Test
    void aConflictInATransactionOfTheCallersIsNotOneRoundTripLonger() throws Exception {
        var tagged = AppendCondition.failIfMatching(Query.ofTags(EventTag.of("k", "v")));
        try (var recorder =
                        Postgres.of(database.dataSource())
                                .withWakeUps(WakeUps.POLL)
                                .open("School");
                var connection = database.dataSource(proxy).getConnection()) {
            recorder.append(List.of(Samples.fact("t", "k:v")));
            connection.setAutoCommit(false);
            long before = proxy.roundTripCount();
            var request = Samples.request(Samples.fact("t")).onCondition(tagged);

            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> recorder.append(connection, request))
                    .satisfies(refused -> assertThat(refused.matchingPosition()).isOne())
                    .satisfies(refused -> assertThat(refused.matches()).isEmpty());

            assertThat(proxy.roundTripCount() - before).isOne();
            connection.rollback();
        }
    }

    @Test
    void aSaveWithRowsIsThreeRoundTripsAndWhatItsRowsTake() throws Exception {
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            long before = proxy.roundTripCount();
            recorder.append(Samples.request(Samples.fact("t")).withWork(work -> {}));

            // It is judged, appended and committed.
            assertThat(proxy.roundTripCount() - before).isEqualTo(3);
        }
    }

    @Test
    void savesOfManyThreadsShareTheirRoundTrips() throws Exception {
        int threads = 32;
        int appends = 20;
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            long before = proxy.roundTripCount();
            Race.run(
                    threads,
                    (lane, barrier) -> {
                        barrier.await();
                        for (int i = 0; i < appends; i++) {
                            recorder.append(List.of(Samples.fact("t")));
                        }
                        return lane;
                    });
            assertThat(recorder.head()).isEqualTo((long) appends * threads);
            assertThat(proxy.roundTripCount() - before).isLessThan((long) appends * threads / 4);
        }
    }

    @Test
    void twoHundredFollowersThatHaveNothingToDoAskOnceASecond() throws Exception {
        Asked asked = askedIn(Duration.ofSeconds(4), 200);
        // A poll interval is a second, and up to a fifth less.
        assertThat(asked.count()).isLessThanOrEqualTo(1 + asked.time().toMillis() / 800);
    }

    // The control: each for itself would ask as often as there are followers.
    @Test
    void twoHundredWhoPollForThemselvesAskTwoHundredTimesASecond() throws Exception {
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            long before = proxy.roundTripCount();
            for (int follower = 0; follower < 200; follower++) {
                assertThat(recorder.readLog(LogSelection.all()).notifications()).isEmpty();
            }
            assertThat(proxy.roundTripCount() - before).isEqualTo(200);
        }
    }

    private record Asked(long count, Duration time) {}

    private Asked askedIn(Duration time, int followers) throws Exception {
        List<Subscription<Notification>> subscriptions = new ArrayList<>();
        List<Background<Boolean>> threads = new ArrayList<>();
        var seen = new AtomicInteger();
        // Not a pool, which asks whether a connection lives that was idle for a while.
        try (var source = new OneConnection(database.dataSource(proxy));
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            for (int i = 0; i < followers; i++) {
                var subscription = recorder.subscribe(LogSelection.all());
                subscriptions.add(subscription);
                threads.add(
                        Background.start(
                                () -> {
                                    subscription.forEach(each -> seen.incrementAndGet());
                                    return true;
                                }));
            }
            recorder.append(List.of(Samples.fact("t")));
            Background.await("all have seen the first", () -> seen.get() == followers);
            // Polls have become as rare as they get.
            var pause = new Signal();
            pause.await(pause.count(), Duration.ofSeconds(3).toNanos());
            long begin = System.nanoTime();
            long before = proxy.roundTripCount();
            pause.await(pause.count(), time.toNanos());
            var asked =
                    new Asked(
                            proxy.roundTripCount() - before,
                            Duration.ofNanos(System.nanoTime() - begin));

            recorder.append(List.of(Samples.fact("t")));
            Background.await("all have seen the second", () -> seen.get() == 2 * followers);
            subscriptions.forEach(Subscription::stop);
            for (var thread : threads) {
                assertThat(thread.result()).isTrue();
            }
            return asked;
        }
    }

    @Test
    void anAppendCostsItsFollowersTwoReadsHoweverManyTheyAre() throws Exception {
        int followers = 50;
        var seen = new AtomicInteger();
        List<Subscription<Notification>> subscriptions = new ArrayList<>();
        try (var pool =
                        new HikariDataSource(
                                TestDatabase.poolConfig(database.dataSource(proxy), 5));
                var recorder = Postgres.of(pool).withWakeUps(WakeUps.POLL).open("School")) {
            for (int i = 0; i < followers; i++) {
                var subscription = recorder.subscribe(LogSelection.all());
                subscriptions.add(subscription);
                Background.start(
                        () -> {
                            subscription.forEach(each -> seen.incrementAndGet());
                            return true;
                        });
            }
            recorder.append(List.of(Samples.fact("t")));
            Background.await("all have seen the first", () -> seen.get() == followers);
            int appends = 20;
            long before = proxy.roundTripCount();
            for (int i = 2; i <= appends + 1; i++) {
                int expected = i * followers;
                recorder.append(List.of(Samples.fact("t")));
                Background.await("all have seen it", () -> seen.get() == expected);
            }
            // The append itself, two reads, and a few polls.
            assertThat(proxy.roundTripCount() - before).isLessThanOrEqualTo(appends * 3 + 10);
            subscriptions.forEach(Subscription::stop);
        }
    }
}
