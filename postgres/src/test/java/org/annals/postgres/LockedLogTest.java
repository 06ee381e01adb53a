package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** That every way to append waits for the lock of the log, and no read does. */
@Timeout(60)
final class LockedLogTest {
    private TestDatabase database;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder = Postgres.open(database.dataSource(), "School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        database.close();
    }

    private Map<String, Callable<?>> waysToAppend() {
        AppendRequest fact = Samples.request(Samples.fact("t"));
        Map<String, Callable<?>> ways = new LinkedHashMap<>();
        ways.put("a fact", () -> recorder.append(fact));
        ways.put("a change", () -> recorder.append(Samples.request(Samples.change("fido", 1))));
        ways.put(
                "several events",
                () -> recorder.append(Samples.request(Samples.fact("t"), Samples.fact("t"))));
        ways.put("tags", () -> recorder.append(Samples.request(Samples.fact("t", "k:v"))));
        ways.put(
                "on a condition",
                () ->
                        recorder.append(
                                Samples.request(Samples.fact("t"))
                                        .onCondition(
                                                AppendCondition.failIfMatching(
                                                        Query.ofTypes("none")))));
        ways.put("with tracking", () -> recorder.append(fact.events(), Tracking.of("one", 1)));
        ways.put("tracking alone", () -> track("two"));
        ways.put(
                "with rows",
                () -> recorder.append(Samples.request(Samples.fact("t")).withWork(work -> {})));
        ways.put("rows alone", () -> recorder.append(Samples.request().withWork(work -> {})));
        ways.put("in the caller's transaction", this::appendWithin);
        ways.put("known before", () -> recorder.append(fact));
        return ways;
    }

    private boolean track(String upstream) {
        recorder.track(Tracking.of(upstream, 1));
        return true;
    }

    private long appendWithin() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long position = recorder.append(connection, Samples.request(Samples.fact("t"))).first();
            connection.commit();
            return position;
        }
    }

    @Test
    void everyWayToAppendWaits() throws Exception {
        for (var way : waysToAppend().entrySet()) {
            try (Connection holder = holder()) {
                var appending = Background.start(way.getValue());
                Background.await(way.getKey() + " waits", () -> isWaitedFor());
                assertThat(appending.isDone()).as(way.getKey()).isFalse();

                holder.rollback();
                assertThat(appending.result()).as(way.getKey()).isNotNull();
            }
        }
        assertThat(recorder.head())
                .isEqualTo(database.number("SELECT count(*) FROM school_events"));
    }

    // The control: a program that inserts for itself waits for nobody.
    @Test
    void aWriterWithoutTheLockDoesNotWait() throws Exception {
        try (Connection holder = holder()) {
            database.execute(
                    "INSERT INTO school_events SELECT coalesce(max(position), 0) + 1, gen_random_uuid(), NULL, NULL, 't', 1, '{}', 0, '', '' FROM school_events");
            assertThat(recorder.head()).isOne();
            holder.rollback();
        }
    }

    // The second belt: if it was not seen it is collided with, and nothing is overwritten.
    @Test
    void whoeverWritesAroundTheLockCollides() throws Exception {
        try (Connection careless = database.connect()) {
            careless.setAutoCommit(false);
            TestDatabase.execute(
                    careless,
                    "INSERT INTO school_events VALUES (1, gen_random_uuid(), NULL, NULL, 'careless', 1, '{}', 0, '', '')");
            var appending =
                    Background.start(() -> recorder.append(Samples.request(Samples.fact("t"))));
            Background.await(
                    "the append waits for the key",
                    () ->
                            database.number(
                                            "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
                                    == 1);
            careless.rollback();

            assertThat(appending.result().first()).isOne();
        }
    }

    @Test
    void noReadWaits() throws Exception {
        recorder.append(Samples.request(Samples.change("fido", 1)));
        try (Connection holder = holder()) {
            assertThat(recorder.head()).isOne();
            assertThat(recorder.readLog(LogSelection.all()).notifications()).hasSize(1);
            assertThat(recorder.readAggregate(AggregateSelection.of("fido"))).hasSize(1);
            assertThat(recorder.findTracking("up")).isEmpty();
            assertThat(recorder.subscribe(LogSelection.all()).iterator().next().position()).isOne();
            holder.rollback();
        }
    }

    private Connection holder() throws SQLException {
        Connection holder = database.connect();
        holder.setAutoCommit(false);
        TestDatabase.execute(
                holder,
                "SELECT pg_advisory_xact_lock((%d::bigint << 32) | 'school_events'::regclass::oid::bigint)"
                        .formatted(LogSql.LOCK_SPACE));
        return holder;
    }

    private boolean isWaitedFor() throws SQLException {
        return database.number(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                == 1;
    }
}
