package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * Pages of what matches, read while others write: together they are the filtered log, whatever the
 * filter and the size of a page.
 */
@Timeout(120)
final class PagesUnderWritersTest {
    private static final int WRITERS = 4;
    private static final int APPENDS = 150;
    private static final List<Query> QUERIES =
            List.of(
                    Query.all(),
                    Query.ofTypes("T1"),
                    Query.ofTypes("T0", "T2", "None"),
                    Query.ofTags(EventTag.of("n", "1")),
                    Query.ofTags(EventTag.of("n", "1"), EventTag.of("m", "2")),
                    Query.of(QueryItem.ofTags(EventTag.of("m", "0")).withTypes(Set.of("T1"))),
                    Query.of(
                            QueryItem.ofTypes("T1"),
                            QueryItem.ofTags(EventTag.of("n", "2")),
                            QueryItem.ofTags(EventTag.of("m", "1"))));

    private final AtomicBoolean written = new AtomicBoolean();

    @Test
    void togetherTheyAreTheFilteredLogAndThoseOfTheNaiveReaderAreNot() throws Exception {
        long seed = System.nanoTime();
        try (var database = TestDatabase.create();
                var pool = database.pool(8);
                var recorder = Postgres.open(pool, "School")) {
            List<Background<List<Notification>>> readers = new ArrayList<>();
            List<Integer> limits = List.of(1, 2, 7, 50, 500);
            for (int i = 0; i < QUERIES.size(); i++) {
                LogSelection pages =
                        LogSelection.all()
                                .matching(QUERIES.get(i))
                                .limit(limits.get(i % limits.size()));
                readers.add(Background.start(() -> readOn(recorder, pages)));
            }
            var naive = Background.start(() -> readNaively(database));
            Race.run(WRITERS, (lane, barrier) -> write(pool, new Random(seed + lane)));
            written.set(true);

            List<Notification> log = new ArrayList<>();
            for (LogSelection rest = LogSelection.all(); log.size() < recorder.head(); ) {
                LogPage page = recorder.readLog(rest);
                log.addAll(page.notifications());
                rest = rest.beyond(page);
            }
            assertThat(log).hasSize(WRITERS * APPENDS);
            for (int i = 0; i < QUERIES.size(); i++) {
                Query query = QUERIES.get(i);
                assertThat(readers.get(i).result())
                        .as("%s, seed %d", query, seed)
                        .isEqualTo(log.stream().filter(each -> matches(query, each)).toList());
            }
            List<Long> ofTypeOne =
                    log.stream()
                            .filter(each -> matches(Query.ofTypes("T1"), each))
                            .map(Notification::position)
                            .toList();
            assertThat(naive.result()).as("naive").hasSizeLessThan(ofTypeOne.size());
        }
    }

    private static boolean matches(Query query, Notification notification) {
        StoredEvent event = notification.storedEvent();
        return query.matches(event.type(), event.tags());
    }

    private static int write(DataSource source, Random random) {
        try (var recorder = Postgres.open(source, "School")) {
            for (int i = 0; i < APPENDS; i++) {
                recorder.append(
                        List.of(
                                Samples.fact(
                                        "T" + random.nextInt(3),
                                        "n:" + random.nextInt(3),
                                        "m:" + random.nextInt(3))));
            }
            return APPENDS;
        }
    }

    private List<Notification> readOn(PostgresRecorder recorder, LogSelection from) {
        List<Notification> read = new ArrayList<>();
        LogSelection rest = from;
        boolean end;
        LogPage page;
        do {
            end = written.get();
            page = recorder.readLog(rest);
            assertThat(page.scannedTo()).isLessThanOrEqualTo(page.head());
            read.addAll(page.notifications());
            rest = rest.beyond(page);
        } while (!end || page.scannedTo() < page.head());
        return read;
    }

    /** Reads the events of a type, and then how far the log goes: so far it has read, it thinks. */
    private List<Long> readNaively(TestDatabase database) throws SQLException {
        List<Long> read = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT position FROM school_events WHERE type = 'T1' AND position > ? ORDER BY position")) {
            long last = 0;
            boolean end;
            do {
                end = written.get();
                select.setLong(1, last);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        read.add(rows.getLong(1));
                    }
                }
                last =
                        Long.parseLong(
                                TestDatabase.answer(
                                        connection,
                                        "SELECT coalesce(max(position), 0) FROM school_events"));
            } while (!end);
        }
        return read;
    }
}
