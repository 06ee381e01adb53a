package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.testkit.contract.SampleEvents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** F15, F17: pages from the end of a log down, while others append. */
final class BackwardsPagesTest {
    private static final int PAGES = 500;
    private static final int LIMIT = 3;

    static Stream<Query> queriesThatEverythingMatches() {
        return Stream.of(
                Query.all(),
                Query.ofTypes("A", "B"),
                Query.of(QueryItem.ofTypes("A"), QueryItem.ofTypes("B")));
    }

    @ParameterizedTest
    @MethodSource("queriesThatEverythingMatches")
    void aPageMissesNothingWhileOthersAppend(Query query) throws Exception {
        var isOver = new AtomicBoolean();
        try (var database = TestDatabase.create();
                var writer = Postgres.url(database.url()).open("Pages");
                var reader = Postgres.url(database.url()).open("Pages")) {
            var events = new SampleEvents();
            writer.append(events.facts(100, "A"));
            var writing =
                    Background.start(
                            () -> {
                                while (!isOver.get()) {
                                    writer.append(events.facts(2, "B"));
                                }
                                return null;
                            });
            try {
                for (int i = 0; i < PAGES; i++) {
                    var selection = LogSelection.all().matching(query).limit(LIMIT).backwards();
                    LogPage page = reader.readLog(selection);

                    List<Long> missing =
                            LongStream.rangeClosed(page.scannedTo() + 1, page.head())
                                    .boxed()
                                    .filter(position -> !has(page, position))
                                    .limit(LIMIT)
                                    .toList();
                    assertThat(missing).as("page %d, of the head %d", i, page.head()).isEmpty();
                    assertThat(page.head() % 2).as("a head within an append").isZero();
                    LogPage next =
                            reader.readLog(
                                    LogSelection.all()
                                            .matching(query)
                                            .after(page.head())
                                            .limit(LIMIT));
                    assertThat(next.head() % 2).as("a head within an append").isZero();
                }
            } finally {
                isOver.set(true);
                writing.result();
            }
        }
    }

    private static boolean has(LogPage page, long position) {
        return page.notifications().stream()
                .mapToLong(Notification::position)
                .anyMatch(each -> each == position);
    }
}
