package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.recording.AppendTicket;
import org.annals.recording.BatchWriter;
import org.annals.recording.GroupCommit;
import org.annals.recording.LogName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A batch of requests, each with its own outcome: that which it would have had alone, in the same
 * order.
 */
@Timeout(60)
final class BatchOutcomeTest {
    private TestDatabase database;
    private PostgresRecorder together;
    private PostgresRecorder alone;
    private Connections connections;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        together = Postgres.open(database.dataSource(), "Together");
        alone = Postgres.open(database.dataSource(), "Alone");
        connections =
                Connections.open(
                        new ConnectionSource.Given(database.dataSource(), null),
                        Timeouts.defaults(),
                        "test");
        for (String log : new String[] {"together", "alone"}) {
            // What no client's check can know: 23514 and 22012.
            database.execute(
                    "ALTER TABLE %1$s_events ADD CHECK (type <> 'Forbidden'), ADD CHECK (1 / (type <> 'Zero')::int = 1)"
                            .formatted(log));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connections.close();
        alone.close();
        together.close();
        database.close();
    }

    @Test
    void eachOfFiftyHasItsOwn() throws Exception {
        StoredEvent known = Samples.fact("Known", "k:known");
        List<AppendRequest> before =
                List.of(
                        Samples.request(known, Samples.change("fido", 1)),
                        Samples.request(Samples.change("fido", 2))
                                .withTracking(Tracking.of("up", 5).withEpoch(2)));
        List<AppendRequest> batch = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            batch.add(Samples.request(Samples.fact("Plain", "n:" + i), Samples.fact("Plain")));
        }
        batch.add(1, before.getFirst());
        batch.add(3, Samples.request(Samples.change("fido", 2)));
        batch.add(4, Samples.request(Samples.change("fido", 4)));
        batch.add(5, Samples.request(Samples.change("rex", 1), Samples.change("rex", 3)));
        batch.add(7, Samples.request(Samples.fact("Forbidden")));
        batch.add(9, conditional("t", Query.ofTags(EventTag.of("k", "known")), 0));
        batch.add(10, conditional("t", Query.ofTags(EventTag.of("k", "known")), 1));
        batch.add(12, Samples.request().withTracking(Tracking.of("up", 5).withEpoch(2)));
        batch.add(13, Samples.request().withTracking(Tracking.of("up", 9).withEpoch(1)));
        batch.add(14, Samples.request().withTracking(Tracking.of("up", 9).withEpoch(2)));
        batch.add(15, Samples.request().withTracking(Tracking.of("up", 9).withEpoch(2)));
        batch.add(17, Samples.request(known, Samples.fact("New")));
        batch.add(18, Samples.request(Samples.fact("Zero", "n:1")));
        // Two who exclude each other, by conditions and then by versions.
        batch.add(20, conditional("Excluding", Query.ofTypes("Excluding"), 0));
        batch.add(21, conditional("Excluding", Query.ofTypes("Excluding"), 0));
        batch.add(23, Samples.request(Samples.change("rex", 1)));
        batch.add(24, Samples.request(Samples.change("rex", 1)));
        batch.add(25, Samples.request(Samples.change("rex", 2)));
        batch.add(30, Samples.request(Samples.fact(noise(20_000), "too:long")));
        batch.add(31, Samples.request(Samples.fact("Tagged", "too:" + noise(20_000))));
        assertThat(batch).hasSize(50);

        before.forEach(together::append);
        before.forEach(alone::append);
        List<String> expected = oneByOne(batch);
        List<String> found = asOneBatch(batch);

        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(log(together)).isEqualTo(log(alone));
        assertThat(expected).filteredOn(each -> each.startsWith("AppendReceipt")).hasSize(36);
        assertThat(expected.stream().map(each -> each.split(":", 2)[0]).distinct())
                .contains(
                        "VersionConflictException",
                        "AppendConditionFailedException",
                        "TrackingConflictException",
                        "IllegalArgumentException",
                        "RecorderUnavailableException");
    }

    private static AppendRequest conditional(String type, Query query, long after) {
        return Samples.request(Samples.fact(type))
                .onCondition(AppendCondition.failIfMatching(query).after(after));
    }

    /** Text that does not become shorter when an index compresses it. */
    private static String noise(int length) {
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong() & Long.MAX_VALUE, 36));
        }
        return text.toString();
    }

    private List<String> oneByOne(List<AppendRequest> batch) {
        PostgresWriter writer = postgresWriter("alone");
        try (var group = new GroupCommit("alone", Background.DEADLINE, writer)) {
            return batch.stream().map(each -> outcome(group, each)).toList();
        }
    }

    private static String outcome(GroupCommit group, AppendRequest request) {
        try {
            return group.append(request).toString();
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private PostgresWriter postgresWriter(String log) {
        var sql = new LogSql("public", LogName.of(log));
        Timeouts timeouts = Timeouts.defaults();
        Guards guards = Guards.of(timeouts, Postgres.Durability.SURVIVES_POWER_LOSS, 14);
        return new PostgresWriter(
                connections,
                new Appends(
                        sql,
                        timeouts,
                        guards,
                        false,
                        null,
                        new Sending(Duration.ZERO),
                        new TagLengths()),
                timeouts,
                new Eviction(connections, 0),
                Background.DEADLINE,
                () -> {});
    }

    /** Lets all requests gather behind a first one, so that they are taken together. */
    private List<String> asOneBatch(List<AppendRequest> batch) throws Exception {
        var gate = new CountDownLatch(1);
        var atTheGate = new CountDownLatch(1);
        PostgresWriter writer = postgresWriter("together");
        var gated =
                new BatchWriter() {
                    private boolean opened;

                    @Override
                    public void write(List<AppendTicket> tickets) {
                        if (!opened) {
                            opened = true;
                            atTheGate.countDown();
                            await(gate);
                        }
                        writer.write(tickets);
                    }

                    @Override
                    public void idle() {
                        writer.idle();
                    }

                    @Override
                    public void close() {
                        writer.close();
                    }
                };
        try (var group = new GroupCommit("together", Background.DEADLINE, gated)) {
            var first = Background.start(() -> group.append(Samples.request()));
            atTheGate.await();
            List<Background<String>> appending = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                int index = i;
                appending.add(Background.start(() -> outcome(group, batch.get(index))));
                Background.await("it is queued", () -> group.queueLength() == index + 1);
            }
            gate.countDown();
            first.result();
            List<String> outcomes = new ArrayList<>();
            for (var each : appending) {
                outcomes.add(each.result());
            }
            return outcomes;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> log(PostgresRecorder recorder) {
        return recorder.readLog(LogSelection.all()).notifications().stream()
                .map(each -> each.position() + " " + each.storedEvent().id())
                .toList();
    }
}
