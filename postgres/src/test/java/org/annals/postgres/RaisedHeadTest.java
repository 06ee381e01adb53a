package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.util.List;

/** Two logs in one schema that have come to where an int, or a double, would count no further. */
@Timeout(60)
final class RaisedHeadTest {
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 3, (1L << 53) - 3, (1L << 62)})
    void positionsGoOnAndLogsStayApart(long head) throws Exception {
        try (var database = TestDatabase.create();
                var dogs = Postgres.open(database.dataSource(), "Dogs");
                var cats = Postgres.open(database.dataSource(), "Cats")) {
            for (String log : List.of("dogs", "cats")) {
                database.execute(
                        "INSERT INTO %s_events VALUES (%d, gen_random_uuid(), NULL, NULL, 'Old', 1, '{}', 0, '', '')"
                                .formatted(log, head));
            }
            assertGoesOn(dogs, head);
            assertThat(cats.head()).isEqualTo(head);
            assertGoesOn(cats, head);
            assertThat(dogs.head()).isEqualTo(head + 7);
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                assertThat(dogs.append(connection, Samples.request(Samples.fact("t"))).first())
                        .isEqualTo(head + 8);
                connection.commit();
            }
        }
    }

    private static void assertGoesOn(PostgresRecorder log, long head) throws Exception {
        var tag = AppendCondition.failIfMatching(Query.ofTags(EventTag.of("k", "v")));
        assertThat(log.append(List.of(Samples.fact("t"))).first()).isEqualTo(head + 1);
        AppendRequest six =
                Samples.request(
                                Samples.change("fido", 1),
                                Samples.change("fido", 2, "k:v"),
                                Samples.fact("t"),
                                Samples.fact("u", "k:v"),
                                Samples.change("fido", 3),
                                Samples.fact("t"))
                        .onCondition(tag.after(head))
                        .withTracking(Tracking.of("up", head + 1));
        assertThat(log.append(six).last()).isEqualTo(head + 7);
        assertThat(log.append(six).first()).isEqualTo(head + 2);

        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> log.append(List.of(Samples.fact("t")), tag.after(head + 4)))
                .satisfies(e -> assertThat(e.getMessage()).contains(Long.toString(head + 5)));
        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> log.track(Tracking.of("up", head + 1)));
        log.track(Tracking.of("up", head + 2));
        assertThat(log.awaitTracking("up", head + 2, Background.DEADLINE)).isTrue();

        LogSelection pages = LogSelection.all().after(head).limit(2);
        assertThat(positions(log, pages)).containsExactly(head + 1, head + 2);
        assertThat(positions(log, pages.backwards())).containsExactly(head + 7, head + 6);
        assertThat(positions(log, pages.matching(Query.ofTypes("u")))).containsExactly(head + 5);
        assertThat(positions(log, pages.upTo(head + 1))).containsExactly(head + 1);
        try (var subscription = log.subscribe(LogSelection.all().after(head + 6))) {
            assertThat(subscription.iterator().next().position()).isEqualTo(head + 7);
        }
    }

    private static List<Long> positions(PostgresRecorder log, LogSelection selection) {
        return log.readLog(selection).notifications().stream().map(Notification::position).toList();
    }
}
