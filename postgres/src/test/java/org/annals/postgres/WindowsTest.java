package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.recording.LogName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Pages of what matches several items, each of which is looked for in a window of its own: together
 * they are the filtered log, however short the windows are.
 */
@Timeout(120)
final class WindowsTest {
    private static final EventTag HOT = EventTag.of("tenant", "acme");
    private static final EventTag OFTEN = EventTag.of("course", "7");
    private static final List<Query> QUERIES =
            List.of(
                    Query.of(hot("Voided")),
                    Query.of(hot("Voided"), QueryItem.ofTags(OFTEN)),
                    Query.of(hot("Voided"), QueryItem.ofTypes("Paid")),
                    Query.of(hot("Voided"), QueryItem.ofTags(OFTEN).withTypes(Set.of("Paid"))),
                    Query.of(hot("Never"), hot("Voided"), QueryItem.ofTags(HOT, OFTEN)),
                    Query.of(QueryItem.ofTypes("Voided")),
                    Query.of(QueryItem.ofTypes("Voided", "Never")),
                    Query.of(QueryItem.ofTypes("Taught", "Voided")),
                    Query.of(QueryItem.ofTypes("Paid", "Taught", "Voided")));

    private TestDatabase database;
    private PostgresRecorder recorder;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder = Postgres.open(database.dataSource(), "School");
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        recorder.close();
        database.close();
    }

    private static QueryItem hot(String type) {
        return QueryItem.ofTags(HOT).withTypes(Set.of(type));
    }

    private LogReads reads(int window) {
        var log = new LogSql("public", LogName.of("School"));
        Guards guards = Guards.of(Timeouts.defaults(), Postgres.Durability.SURVIVES_POWER_LOSS, 14);
        return new LogReads(log, Limits.defaults(), guards, window);
    }

    private List<Notification> pages(int window, LogSelection selection) throws SQLException {
        List<Notification> read = new ArrayList<>();
        LogReads reads = reads(window);
        LogSelection rest = selection;
        LogPage page;
        do {
            page = reads.page(connection, rest);
            read.addAll(page.notifications());
            rest = rest.beyond(page);
        } while (selection.direction() == Direction.FORWARDS
                ? page.scannedTo() < page.head()
                : page.scannedTo() > 0);
        return read;
    }

    private List<Notification> filtered(Query query) {
        return recorder.readLog(LogSelection.all().limit(1000)).notifications().stream()
                .filter(each -> query.matches(each.storedEvent().type(), each.storedEvent().tags()))
                .toList();
    }

    private void assertNothingIsSkipped(long seed) throws SQLException {
        for (Query query : QUERIES) {
            List<Notification> expected = filtered(query);
            List<Notification> backwards = new ArrayList<>(expected);
            Collections.reverse(backwards);
            for (int window : new int[] {1, 4, 20}) {
                for (int limit : new int[] {1, 3, 10}) {
                    LogSelection selection = LogSelection.all().matching(query).limit(limit);
                    String what =
                            "%s, window %d, limit %d, seed %d"
                                    .formatted(query, window, limit, seed);

                    assertThat(pages(window, selection)).as(what).isEqualTo(expected);
                    assertThat(pages(window, selection.backwards())).as(what).isEqualTo(backwards);
                }
            }
        }
    }

    // The window of one item ends early; the other fills the page with what comes much later.
    @Test
    void aPageThatIsFullOfOneItemSkipsNothingOfAnother() throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.addAll(facts(10, "Paid", HOT));
            events.addAll(facts(1, "Voided", HOT));
            events.addAll(facts(4, "Taught", OFTEN));
        }
        recorder.append(events);

        assertNothingIsSkipped(0);
    }

    private static List<StoredEvent> facts(int count, String type, EventTag tag) {
        List<StoredEvent> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(Samples.fact(type, tag.toString()));
        }
        return facts;
    }

    @Test
    void pagesAreTheFilteredLogWhateverTheWindow() throws SQLException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<StoredEvent> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<String> tags = new ArrayList<>();
            if (random.nextInt(3) > 0) {
                tags.add(HOT.toString());
            }
            if (random.nextInt(4) == 0) {
                tags.add(OFTEN.toString());
            }
            String type = random.nextInt(8) == 0 ? "Voided" : "Paid";
            events.add(Samples.fact(type, tags.toArray(String[]::new)));
        }
        recorder.append(events);

        assertNothingIsSkipped(seed);
    }
}
