package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.postgres.Postgres.WakeUps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import javax.sql.DataSource;

/**
 * Hunts for events that a follower never sees because they were committed after later ones. Each
 * transaction also writes a row whose number a sequence gives: a reader of those must lose some, or
 * the hunt has found nothing to hunt.
 */
@Timeout(180)
final class LostEventHunterTest {
    private static final int WRITERS = 12;
    private static final int APPENDS = Integer.getInteger("annals.hunter.appends", 80);
    private static final int ROLLED_BACK_PERCENT = 4;

    private final AtomicBoolean written = new AtomicBoolean();

    @Test
    void noFollowerOfTheLogLosesAnEventAndTheNaiveReaderDoes() throws Exception {
        long seed = System.nanoTime();
        try (var database = TestDatabase.create();
                var pool = database.pool(WRITERS);
                var here = Postgres.url(database.url()).open("School");
                var there = Postgres.url(database.url()).open("School");
                var polling =
                        Postgres.of(database.dataSource())
                                .withWakeUps(WakeUps.POLL)
                                .withPollInterval(Duration.ofMillis(20))
                                .open("School")) {
            database.execute("CREATE TABLE naive (id bigserial PRIMARY KEY, event uuid)");
            List<PostgresRecorder> recorders = List.of(here, there, polling, here);
            List<Background<List<Notification>>> followers = new ArrayList<>();
            for (var recorder : recorders) {
                followers.add(Background.start(() -> followed(recorder)));
            }
            var naive = Background.start(() -> readNaively(database));

            List<Set<UUID>> acknowledged =
                    Race.run(
                            WRITERS,
                            (lane, barrier) -> {
                                barrier.await();
                                return append(recorders.get(lane % 4), pool, seed + lane);
                            });
            written.set(true);
            Set<UUID> committed = new HashSet<>();
            acknowledged.forEach(committed::addAll);

            // The last one tells the followers that there is no more to come.
            long last = here.append(Samples.request(Samples.fact("Last"))).first();
            assertThat(last).as("seed %d", seed).isEqualTo(committed.size() + 1);
            for (var follower : followers) {
                List<Notification> seen = follower.result();
                assertThat(seen.stream().map(Notification::position))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, last).boxed().toList());
                assertThat(seen.stream().map(each -> each.storedEvent().id()))
                        .as("seed %d", seed)
                        .containsAll(committed);
            }
            Set<UUID> missed = new HashSet<>(committed);
            missed.removeAll(naive.result());
            assertThat(missed).as("missed by the naive reader, seed %d", seed).isNotEmpty();
        }
    }

    /** Appends in transactions of its own, each with a row, and returns what was committed. */
    private static Set<UUID> append(PostgresRecorder recorder, DataSource source, long seed)
            throws SQLException {
        var random = new Random(seed);
        Set<UUID> committed = new HashSet<>();
        for (int i = 0; i < APPENDS; i++) {
            var request = Samples.request(Samples.fact("t", "n:" + i));
            UUID id = request.events().getFirst().id();
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement row =
                        connection.prepareStatement("INSERT INTO naive (event) VALUES (?)")) {
                    row.setObject(1, id);
                    row.executeUpdate();
                }
                recorder.append(connection, request);
                if (random.nextInt(100) < ROLLED_BACK_PERCENT) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.add(id);
                    recorder.wake();
                }
            }
        }
        return committed;
    }

    private static List<Notification> followed(PostgresRecorder recorder) {
        List<Notification> seen = new ArrayList<>();
        try (var subscription = recorder.subscribe(LogSelection.all().limit(50))) {
            Iterator<Notification> events = subscription.iterator();
            while (seen.isEmpty() || !seen.getLast().storedEvent().type().equals("Last")) {
                seen.add(events.next());
            }
        }
        return seen;
    }

    /** Reads as one does: whatever has a number above the last one that was seen. */
    private Set<UUID> readNaively(TestDatabase database) throws SQLException {
        Set<UUID> seen = new HashSet<>();
        long last = 0;
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT id, event FROM naive WHERE id > ? ORDER BY id")) {
            boolean end;
            do {
                end = written.get();
                statement.setLong(1, last);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        seen.add(rows.getObject(2, UUID.class));
                    }
                }
            } while (!end);
        }
        return seen;
    }
}
