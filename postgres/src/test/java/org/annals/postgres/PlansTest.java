package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Tracking;
import org.annals.recording.LogName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each statement walks while the tables grow under plans that were made when they were empty:
 * never a whole table, and never more of an index than what it looks for.
 */
@Timeout(300)
final class PlansTest {
    private static final long MOST_ROWS = Long.getLong("annals.plans.rows", 100_000);
    // Enough for the driver to prepare a statement and for the server to plan it for good.
    private static final int RUNS = 12;
    // Pages are of 50; a tag and an aggregate have 100 events each, and a type has many.
    private static final long MOST_TUPLES = 1_000;

    private static final LogSql LOG = new LogSql("public", LogName.of("School"));

    private TestDatabase database;
    private Connection connection;
    private PostgresRecorder recorder;
    private Guards guards;
    private LogReads reads;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        connection = database.connect();
        recorder = Postgres.open(database.dataSource(), "School");
        guards = Guards.of(Timeouts.defaults(), Postgres.Durability.SURVIVES_POWER_LOSS, 14);
        reads = new LogReads(LOG, Limits.defaults(), guards);
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        recorder.close();
        database.close();
    }

    private long tableOid() throws SQLException {
        return database.number("SELECT 'school_events'::regclass::oid::bigint");
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    private record Walked(long scans, long tuples) {
        Walked since(Walked before) {
            return new Walked(scans - before.scans, tuples - before.tuples);
        }
    }

    @Test
    void whatIsWalkedDoesNotGrowWithTheLog() throws Exception {
        assertModest("empty");
        for (long rows = 1_000; rows <= MOST_ROWS; rows *= 10) {
            fillUpTo(rows);
            assertModest(rows + " rows");
        }
        database.execute("ANALYZE");
        assertModest("analyzed");
    }

    // Where the server can compile statements it did so for each page, which took 100 ms.
    @Test
    void neitherReadsNorAppendsAreCompiled() throws Exception {
        for (String guard :
                List.of(
                        guards.read(),
                        guards.readWithin(),
                        guards.append(),
                        guards.appendLast(),
                        "SELECT " + guards.insertMany())) {
            TestDatabase.execute(connection, "SET LOCAL jit = on");
            TestDatabase.execute(connection, guard);
            assertThat(TestDatabase.answer(connection, "SHOW jit")).as(guard).isEqualTo("off");
            connection.rollback();
        }
    }

    // The control: the same counters find a walk through everything.
    @Test
    void aWalkThroughEverythingIsNoticed() throws Exception {
        fillUpTo(10_000);
        Walked walked =
                walked(
                        () ->
                                TestDatabase.answer(
                                        connection,
                                        "SELECT count(*) FROM school_events WHERE metadata = 'x'"));
        assertThat(walked.scans()).isPositive();
        Walked whole =
                walked(
                        () -> {
                            TestDatabase.execute(connection, "SET LOCAL enable_seqscan = off");
                            TestDatabase.answer(
                                    connection,
                                    "SELECT count(*) FROM school_events WHERE position > 0 AND metadata = 'x'");
                        });
        assertThat(whole.tuples()).isGreaterThanOrEqualTo(10_000);
    }

    private void fillUpTo(long rows) throws SQLException {
        database.execute(
                """
                INSERT INTO school_events
                SELECT n, gen_random_uuid(), CASE WHEN n %% 2 = 0 THEN 'a' || n / 200 END,
                       CASE WHEN n %% 2 = 0 THEN n / 2 %% 100 + 1 END, 'Type' || n %% 5, 1,
                       ARRAY['half:' || n %% 2, 'few:' || n / 100, 'all:1'], n, '', ''
                FROM generate_series((SELECT coalesce(max(position), 0) + 1 FROM school_events), %1$d) n;
                INSERT INTO school_tags
                SELECT unnest(tags), position, type FROM school_events
                WHERE position > (SELECT coalesce(max(position), 0) FROM school_tags);
                INSERT INTO school_snapshots
                SELECT 'a' || n / 100, 'State', n %% 100 + 1, 1 + n %% 2, gen_random_uuid(), ''
                FROM generate_series((SELECT count(*) FROM school_snapshots), %1$d) n
                """
                        .formatted(rows));
    }

    private void assertModest(String when) throws Exception {
        long head = recorder.head();
        for (int run = 1; run <= RUNS; run++) {
            for (var step : steps(head).entrySet()) {
                Walked walked = walked(step.getValue());

                assertThat(walked.scans())
                        .as("%s, %s, run %d: whole tables", when, step.getKey(), run)
                        .isZero();
                assertThat(walked.tuples())
                        .as("%s, %s, run %d: tuples", when, step.getKey(), run)
                        .isLessThan(MOST_TUPLES);
            }
        }
    }

    private Map<String, Step> steps(long head) {
        Map<String, Step> steps = new LinkedHashMap<>();
        appendSteps(head).forEach((name, request) -> steps.put(name, () -> append(request)));
        readSteps(head).forEach((name, step) -> steps.put(name, step));
        snapshotSteps().forEach((name, step) -> steps.put(name, step));
        return steps;
    }

    /** Appends in a transaction that is rolled back, by the ways of one and of many. */
    private void append(AppendRequest request) throws SQLException {
        var inserts = new PlainInserts(LOG, guards, tableOid());
        long head = recorder.head();
        if (head > 0) {
            inserts.learn(connection, Samples.request(), new AppendReceipt(head, head));
        }
        var appends =
                new Appends(
                        LOG,
                        Timeouts.defaults(),
                        guards,
                        false,
                        inserts,
                        new Sending(Duration.ZERO),
                        new TagLengths());
        appends.append(connection, List.of(request));
        appends.appendWithin(connection, request);
        appends.judge(connection, Appends.Task.JUDGE, request);
    }

    private static Map<String, AppendRequest> appendSteps(long head) {
        Map<String, AppendRequest> steps = new LinkedHashMap<>();
        steps.put("fact", Samples.request(Samples.fact("Type1")));
        steps.put("change", Samples.request(Samples.change("new", 1)));
        steps.put("facts", Samples.request(Samples.fact("Type1"), Samples.fact("Type2")));
        steps.put("changes", Samples.request(Samples.change("new", 1), Samples.change("new", 2)));
        steps.put("tags", Samples.request(Samples.fact("Type1", "half:0", "few:7")));
        steps.put("tracking", Samples.request().withTracking(Tracking.of("up", 1)));
        steps.put("new tag", conditional(Query.ofTags(EventTag.of("none", "x")), 0));
        steps.put("rare tag", conditional(Query.ofTags(EventTag.of("few", "3")), 0));
        steps.put(
                "rare tag of new events", conditional(Query.ofTags(EventTag.of("few", "3")), head));
        steps.put(
                "two tags",
                conditional(Query.ofTags(EventTag.of("few", "3"), EventTag.of("half", "1")), 0));
        steps.put(
                "tag and type",
                conditional(
                        Query.of(
                                QueryItem.ofTags(EventTag.of("few", "3"))
                                        .withTypes(Set.of("None"))),
                        0));
        steps.put("new type", conditional(Query.ofTypes("None"), 0));
        steps.put("types", conditional(Query.ofTypes("Type1", "Type2"), 0));
        steps.put("everything", conditional(Query.all(), head));
        steps.put(
                "several items",
                conditional(
                        Query.of(
                                QueryItem.ofTypes("None"),
                                QueryItem.ofTags(EventTag.of("few", "4")),
                                QueryItem.ofTags(EventTag.of("none", "x"))),
                        head));
        return steps;
    }

    private static AppendRequest conditional(Query query, long after) {
        return Samples.request(Samples.fact("New", "brand:new"))
                .onCondition(AppendCondition.failIfMatching(query).after(after));
    }

    private Map<String, Step> readSteps(long head) {
        Map<String, Step> steps = new LinkedHashMap<>();
        LogSelection fifty = LogSelection.all().limit(50);
        Map<String, Query> queries =
                Map.of(
                        "everything", Query.all(),
                        "a tag of all events and a rare one",
                                Query.ofTags(EventTag.of("all", "1"), EventTag.of("few", "3")),
                        "type", Query.ofTypes("Type1"),
                        "types", Query.ofTypes("Type1", "Type2", "None"),
                        "hot tag", Query.ofTags(EventTag.of("half", "0")),
                        "rare tag", Query.ofTags(EventTag.of("few", "3")),
                        "two tags", Query.ofTags(EventTag.of("few", "3"), EventTag.of("half", "1")),
                        "tag and type",
                                Query.of(
                                        QueryItem.ofTags(EventTag.of("few", "3"))
                                                .withTypes(Set.of("Type1"))),
                        "several items",
                                Query.of(
                                        QueryItem.ofTypes("None"),
                                        QueryItem.ofTags(EventTag.of("few", "4")),
                                        QueryItem.ofTags(EventTag.of("half", "0"))));
        queries.forEach(
                (name, query) -> {
                    LogSelection page = fifty.matching(query);
                    steps.put("page of " + name, () -> reads.page(connection, page));
                    steps.put(
                            "page of " + name + " after the middle",
                            () -> reads.page(connection, page.after(head / 2)));
                    steps.put(
                            "last page of " + name, () -> reads.page(connection, page.backwards()));
                    steps.put("no page of " + name, () -> reads.page(connection, page.after(head)));
                });
        AggregateSelection long100 = AggregateSelection.of("a3");
        steps.put("aggregate", () -> reads.versions(connection, long100));
        steps.put("end of an aggregate", () -> reads.versions(connection, long100.after(90)));
        steps.put(
                "last of an aggregate",
                () -> reads.versions(connection, long100.backwards().limit(1)));
        steps.put("no aggregate", () -> reads.versions(connection, AggregateSelection.of("none")));
        return steps;
    }

    private Map<String, Step> snapshotSteps() {
        var snapshots = new SnapshotRows(LOG, guards);
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put(
                "newest snapshot",
                () -> reads.snapshot(connection, "a3", "State", 1, Long.MAX_VALUE));
        steps.put("snapshot in the middle", () -> reads.snapshot(connection, "a3", "State", 2, 50));
        steps.put(
                "no snapshot of the state version",
                () -> reads.snapshot(connection, "a3", "State", 3, Long.MAX_VALUE));
        steps.put(
                "no snapshot",
                () -> reads.snapshot(connection, "none", "State", 1, Long.MAX_VALUE));
        steps.put("versions of snapshots", () -> reads.snapshotVersions(connection, "a3", "State"));
        steps.put("put", () -> snapshots.put(Samples.snapshot("a3", 1_000)).on(connection));
        steps.put("put again", () -> snapshots.put(Samples.snapshot("a3", 1)).on(connection));
        steps.put("prune", () -> snapshots.prune("a3", "State", 2).on(connection));
        return steps;
    }

    /** Returns what a step walks; what it writes is rolled back. */
    private Walked walked(Step step) throws Exception {
        Walked before = counted();
        step.take();
        Walked walked = counted().since(before);
        connection.rollback();
        return walked;
    }

    private Walked counted() throws SQLException {
        String select =
                """
                SELECT coalesce(sum(CASE relkind WHEN 'r' THEN pg_stat_get_xact_numscans(oid) END), 0),
                       coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0)
                FROM pg_class WHERE relname LIKE 'school%' AND relkind IN ('r', 'i')
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return new Walked(row.getLong(1), row.getLong(2));
        }
    }
}
