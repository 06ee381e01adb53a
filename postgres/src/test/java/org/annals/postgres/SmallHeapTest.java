package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;

final class SmallHeapTest {
    private static final long EVENTS = 1_000_000;
    private static final long OF_ONE = 100_000;
    // The whole log in pages of ten is 100,000 round trips.
    private static final long IN_SMALL_PAGES = Long.getLong("annals.smallheap.pages", 50_000);

    @Test
    @Timeout(300)
    void aMillionEventsAreScannedAndAHundredThousandLoadedInSixtyFourMegabytes() throws Exception {
        try (var database = TestDatabase.create()) {
            fill(database);
            try (ChildJvm child =
                    ChildJvm.start(
                            List.of("-Xmx64m"),
                            SmallHeapProcess.class,
                            database.url(),
                            Long.toString(IN_SMALL_PAGES))) {
                assertThat(child.rest())
                        .containsSubsequence(
                                "scanned 1000000 in pages of 500",
                                "scanned 1000000 in pages of 10000",
                                "scanned 1000000 in pages of 1000000",
                                "scanned %d in pages of 10".formatted(IN_SMALL_PAGES),
                                "loaded 100000");
                assertThat(child.exitCode()).isZero();
            }
        }
    }

    /** Saves one event by the application, and has the server write its like. */
    private static void fill(TestDatabase database) throws Exception {
        var settings =
                Settings.only(Map.of())
                        .using(PersistenceModule.class, Postgres.url(database.url()));
        try (var app = new PostgresTest.Counting(settings)) {
            var counter = new PostgresTest.Counter("long");
            counter.count(1);
            app.save(counter);
        }
        database.execute(
                """
                INSERT INTO counting_events
                SELECT n, gen_random_uuid(), aggregate_id, n, type, type_version, tags, recorded_at, metadata, data
                FROM counting_events, generate_series(2, %1$d) n;
                INSERT INTO counting_events
                SELECT n, gen_random_uuid(), NULL, NULL, 'u', 1, ARRAY['n:' || n %% 10], n, '', convert_to(repeat('-', 185), 'UTF8')
                FROM generate_series(%1$d + 1, %2$d) n
                """
                        .formatted(OF_ONE, EVENTS));
    }
}
