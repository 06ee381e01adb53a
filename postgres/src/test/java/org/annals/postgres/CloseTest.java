package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.testkit.network.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That closing ends, whatever is under way, and leaves nothing. */
@Timeout(120)
final class CloseTest {
    private static final Duration PROMPTLY = Duration.ofSeconds(8);
    // 10 seconds of patience, and then whatever is still under way is ended.
    private static final Duration AT_LAST = Duration.ofSeconds(13);

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    private long connections() throws SQLException {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("annals-") && !name.startsWith("annals-proxy"))
                .filter(name -> !name.equals("annals-postgres"))
                .toList();
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(threads()).allMatch(name -> name.startsWith("annals-pool"));
        // Those of a pool end by themselves, once they are done with its connections.
        Background.await("no thread is left", () -> threads().isEmpty());
        Background.await("no connection is left", () -> connections() == 0);
    }

    private static boolean closed(PostgresRecorder recorder) {
        recorder.close();
        return true;
    }

    /** Calls in all of which threads are when the recorder is closed. */
    private static Map<String, Callable<?>> calls(PostgresRecorder recorder) {
        Map<String, Callable<?>> calls = new LinkedHashMap<>();
        calls.put("append", () -> recorder.append(List.of(Samples.fact("t"))));
        calls.put("batch", () -> recorder.append(List.of(Samples.fact("t", "k:v"))));
        AppendRequest withRow = Samples.request(Samples.fact("t")).withWork(work -> {});
        calls.put("rows", () -> recorder.append(withRow));
        calls.put("page", () -> recorder.readLog(LogSelection.all()));
        calls.put("head", recorder::head);
        calls.put("await", () -> recorder.awaitTracking("up", 1, Duration.ofSeconds(60)));
        calls.put("follow", () -> followed(recorder));
        return calls;
    }

    private static long followed(PostgresRecorder recorder) {
        try (Subscription<Notification> subscription = recorder.subscribe(LogSelection.all())) {
            long last = 0;
            for (Notification each : subscription) {
                last = each.position();
            }
            return last;
        }
    }

    /** Makes every call again and again, until it fails, and returns how each of them failed. */
    private static List<Background<Throwable>> callUntilClosed(PostgresRecorder recorder) {
        List<Background<Throwable>> callers = new ArrayList<>();
        for (Callable<?> call : calls(recorder).values()) {
            for (int i = 0; i < 2; i++) {
                callers.add(
                        Background.start(
                                () -> {
                                    Throwable failure = null;
                                    while (failure == null) {
                                        failure = catchThrowable(call::call);
                                    }
                                    return failure;
                                }));
            }
        }
        return callers;
    }

    private void assertClosesWhileBusy(PostgresRecorder recorder) throws Exception {
        var callers = callUntilClosed(recorder);
        Background.await("they are at it", () -> recorder.head() > 50);
        List<Background<Boolean>> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(Background.start(() -> closed(recorder)));
        }
        for (var closer : closers) {
            assertThat(closer.result(PROMPTLY)).isTrue();
        }
        for (var caller : callers) {
            assertThat(caller.result(PROMPTLY))
                    .isInstanceOfAny(
                            RecorderClosedException.class,
                            OutcomeUnknownException.class,
                            RecorderUnavailableException.class);
        }
        recorder.close();
        for (var call : calls(recorder).entrySet()) {
            assertThat(catchThrowable(call.getValue()::call))
                    .as(call.getKey())
                    .isInstanceOf(RecorderClosedException.class);
        }
    }

    @Test
    void severalThreadsCloseWhileOthersAreAtWorkAndNothingIsLeft() throws Exception {
        assertClosesWhileBusy(Postgres.url(database.url()).open("School"));
        assertNothingIsLeft();
    }

    @Test
    void aPoolOfTheUsersStaysOpenAndHasAllItsConnections() throws Exception {
        try (var pool = database.pool(6)) {
            assertClosesWhileBusy(
                    Postgres.of(pool).withListener(database.dataSource()).open("School"));

            assertThat(threads()).isEmpty();
            Background.await("all are back", () -> activeIn(pool) == 0);
            try (var again = Postgres.open(pool, "School")) {
                assertThat(again.append(List.of(Samples.fact("t"))).first()).isGreaterThan(50);
            }
        }
        assertNothingIsLeft();
    }

    private static int activeIn(HikariDataSource pool) {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    @Test
    void whatWasTakenIsWrittenBeforeItIsClosed() throws Exception {
        var recorder = Postgres.url(database.url()).open("School");
        try (var holder = database.connect()) {
            holder.setAutoCommit(false);
            TestDatabase.execute(
                    holder,
                    "SELECT pg_advisory_xact_lock((%d::bigint << 32) | 'school_events'::regclass::oid::bigint)"
                            .formatted(LogSql.LOCK_SPACE));
            var taken = Background.start(() -> recorder.append(List.of(Samples.fact("t"))));
            Background.await(
                    "it waits for the log",
                    () ->
                            database.number(
                                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                    > 0);
            var closer = Background.start(() -> closed(recorder));
            Background.await("it is closing", () -> isRefusing(recorder));
            holder.rollback();

            assertThat(taken.result().first()).isOne();
            assertThat(closer.result(PROMPTLY)).isTrue();
        }
        assertNothingIsLeft();
    }

    private static boolean isRefusing(PostgresRecorder recorder) {
        return catchThrowable(recorder::head) instanceof RecorderClosedException;
    }

    @Test
    void closingEndsThoughTheNetworkIsSilent() throws Exception {
        try (FaultyProxy proxy = database.proxy()) {
            assertClosesInSilence(proxy, Postgres.url(database.url(proxy)));
        }
        assertNothingIsLeft();
    }

    @Test
    void closingEndsThoughTheNetworkOfAPoolOfTheUsersIsSilent() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var pool =
                        new HikariDataSource(
                                TestDatabase.poolConfig(database.dataSource(proxy), 20))) {
            assertClosesInSilence(
                    proxy, Postgres.of(pool).withListener(database.dataSource(proxy)));
        }
        assertNothingIsLeft();
    }

    private static void assertClosesInSilence(FaultyProxy proxy, Postgres options)
            throws Exception {
        var recorder = options.open("School");
        var callers = callUntilClosed(recorder);
        Background.await("they are at it", () -> recorder.head() > 50);
        proxy.goSilent();
        // Everyone has something under way that is not answered.
        long answered;
        do {
            answered = proxy.roundTripCount();
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        } while (proxy.roundTripCount() != answered);
        var closer = Background.start(() -> closed(recorder));

        assertThat(closer.result(AT_LAST)).isTrue();
        for (var caller : callers) {
            assertThat(caller.result(PROMPTLY))
                    .isInstanceOfAny(
                            RecorderClosedException.class,
                            OutcomeUnknownException.class,
                            RecorderUnavailableException.class);
        }
    }

    // A pool makes new connections for those that were ended, and closes after the last log-in.
    @Test
    void nobodyLogsInOnceEverythingWasEnded() throws Exception {
        try (FaultyProxy proxy = database.proxy()) {
            var underWay = new UnderWay();
            var address = ServerAddress.parse(database.url(proxy));
            var server = new ServerDataSource(address, Duration.ofSeconds(30), underWay);
            server.getConnection().close();
            proxy.goSilent();
            underWay.end();

            var login = Background.start(() -> catchThrowable(server::getConnection));

            assertThat(login.result(PROMPTLY)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void anInterruptedThreadClosesAsPatientlyAsAnyOther() throws Exception {
        var recorder = Postgres.url(database.url()).open("School");
        try (var holder = database.connect()) {
            holder.setAutoCommit(false);
            TestDatabase.execute(
                    holder,
                    "SELECT pg_advisory_xact_lock((%d::bigint << 32) | 'school_events'::regclass::oid::bigint)"
                            .formatted(LogSql.LOCK_SPACE));
            var taken = Background.start(() -> recorder.append(List.of(Samples.fact("t"))));
            var working =
                    Background.start(
                            () ->
                                    recorder.append(
                                            Samples.request(Samples.fact("t"))
                                                    .withWork(work -> {})));
            Background.await(
                    "both wait for the log",
                    () ->
                            database.number(
                                            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                    == 2);
            var closer =
                    Background.start(
                            () -> {
                                Thread.currentThread().interrupt();
                                return closed(recorder) && Thread.currentThread().isInterrupted();
                            });
            Background.await("it is closing", () -> isRefusing(recorder));
            assertThat(closer.isDone()).isFalse();
            holder.rollback();

            assertThat(List.of(taken.result().first(), working.result().first()))
                    .containsExactlyInAnyOrder(1L, 2L);
            assertThat(closer.result(PROMPTLY)).isTrue();
        }
        assertNothingIsLeft();
    }

    // No interrupt ends a log-in.
    @Test
    void closingEndsThoughTheListenerIsNeverLetIn() throws Exception {
        try (FaultyProxy proxy = database.proxy();
                var pool = database.pool(3)) {
            proxy.goSilent();
            var recorder =
                    Postgres.of(pool).withListener(database.dataSource(proxy)).open("School");
            Background.await("it asks", () -> proxy.openConnectionCount() == 1);
            var closer = Background.start(() -> closed(recorder));

            assertThat(closer.result(AT_LAST)).isTrue();
        }
        Background.await("it ends with its log-in", () -> threads().isEmpty());
        assertNothingIsLeft();
    }

    @Test
    void whoeverWorksInASaveMayCloseItsRecorder() throws Exception {
        var recorder = Postgres.url(database.url()).open("School");
        var saving =
                Background.start(
                        () ->
                                catchThrowable(
                                        () ->
                                                recorder.append(
                                                        Samples.request(Samples.fact("t"))
                                                                .withWork(
                                                                        work ->
                                                                                recorder
                                                                                        .close()))));
        saving.result(PROMPTLY);
        recorder.close();
        assertNothingIsLeft();
    }

    @Test
    void openedAndClosedOftenItLeavesNothing() throws Exception {
        int cycles = Integer.getInteger("annals.close.cycles", 20);
        for (int i = 0; i < cycles; i++) {
            try (var recorder = Postgres.url(database.url()).open("School");
                    var subscription = recorder.subscribe(LogSelection.all())) {
                recorder.append(List.of(Samples.fact("t")));
                assertThat(subscription.iterator().next().position()).isOne();
            }
        }
        assertNothingIsLeft();
    }
}
