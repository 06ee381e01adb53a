package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Of those who exclude each other one is recorded, each of them through a recorder of its own. */
@Timeout(180)
final class OneWinnerTest {
    private static final int RACERS = 8;
    private static final int ROUNDS = 200;

    private TestDatabase database;
    private final List<PostgresRecorder> recorders = new ArrayList<>();

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        for (int i = 0; i < RACERS; i++) {
            recorders.add(Postgres.of(new OneConnection(database.dataSource())).open("School"));
        }
    }

    @AfterEach
    void close() throws SQLException {
        recorders.forEach(PostgresRecorder::close);
        database.close();
    }

    /** What a racer appends in a round. */
    @FunctionalInterface
    private interface Entry {
        AppendRequest of(int racer, int round, long head);
    }

    /** Returns how many have won each round. */
    private List<Integer> winners(int rounds, Entry entry) throws Exception {
        List<List<Boolean>> results =
                Race.run(
                        RACERS,
                        (racer, barrier) -> {
                            List<Boolean> won = new ArrayList<>();
                            PostgresRecorder recorder = recorders.get(racer);
                            for (int round = 0; round < rounds; round++) {
                                barrier.await();
                                long head = recorder.head();
                                barrier.await();
                                won.add(isRecorded(recorder, entry.of(racer, round, head)));
                            }
                            return won;
                        });
        return perRound(results, rounds);
    }

    private static List<Integer> perRound(List<List<Boolean>> results, int rounds) {
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int round = i;
            winners.add((int) results.stream().filter(won -> won.get(round)).count());
        }
        return winners;
    }

    private static boolean isRecorded(PostgresRecorder recorder, AppendRequest request) {
        try {
            recorder.append(request);
            return true;
        } catch (AppendConditionFailedException | VersionConflictException e) {
            return false;
        }
    }

    @Test
    void ofEightWhoAskForTheSameOneWinsEachRound() throws Exception {
        assertThat(
                        winners(
                                ROUNDS,
                                (racer, round, head) ->
                                        Samples.request(Samples.fact("t", "round:" + round))
                                                .onCondition(
                                                        failIfTagged(
                                                                EventTag.of(
                                                                        "round",
                                                                        Integer.toString(round))))))
                .hasSize(ROUNDS)
                .containsOnly(1);
        assertThat(recorders.getFirst().head()).isEqualTo(ROUNDS);
    }

    private static AppendCondition failIfTagged(EventTag... tags) {
        return AppendCondition.failIfMatching(Query.ofTags(tags));
    }

    @Test
    void ofEightWhoGiveTheSameVersionOneWinsEachRound() throws Exception {
        assertThat(
                        winners(
                                ROUNDS,
                                (racer, round, head) ->
                                        Samples.request(Samples.change("fido", round + 1))))
                .hasSize(ROUNDS)
                .containsOnly(1);
    }

    /** Shapes of queries, and for each an event that it alone need match. */
    // A query is immutable, though it does not say so by an annotation.
    @SuppressWarnings("ImmutableEnumChecker")
    private enum Shape {
        EVERYTHING(Query.all()) {
            @Override
            StoredEvent match() {
                return Samples.fact("Anything");
            }
        },
        TYPE(Query.ofTypes("T")) {
            @Override
            StoredEvent match() {
                return Samples.fact("T");
            }
        },
        TYPES(Query.ofTypes("U", "V")) {
            @Override
            StoredEvent match() {
                return Samples.fact("V");
            }
        },
        TAG(Query.ofTags(EventTag.of("k", "v"))) {
            @Override
            StoredEvent match() {
                return Samples.fact("Other", "k:v", "z:z");
            }
        },
        TAGS(Query.ofTags(EventTag.of("l", "v"), EventTag.of("m", "v"))) {
            @Override
            StoredEvent match() {
                return Samples.fact("Other", "m:v", "l:v");
            }
        },
        TAG_AND_TYPE(
                Query.of(QueryItem.ofTags(EventTag.of("n", "v")).withTypes(Set.of("W", "X")))) {
            @Override
            StoredEvent match() {
                return Samples.fact("X", "n:v");
            }
        },
        EITHER_OF_TWO(Query.of(QueryItem.ofTypes("Y"), QueryItem.ofTags(EventTag.of("o", "v")))) {
            @Override
            StoredEvent match() {
                return Samples.fact("Other", "o:v");
            }
        },
        AGGREGATES(Query.ofTypes("Changed")) {
            @Override
            StoredEvent match() {
                return Samples.change("a-" + Samples.fact("t").id(), 1);
            }
        };

        private final Query query;

        Shape(Query query) {
            this.query = query;
        }

        abstract StoredEvent match();

        AppendCondition condition(long head) {
            return AppendCondition.failIfMatching(query).after(head);
        }
    }

    @Test
    void ofEightWithConditionsOfEveryShapeOneWinsIfAllForbidIt() throws Exception {
        Shape[] shapes = Shape.values();
        assertThat(shapes).hasSize(RACERS);
        assertThat(
                        winners(
                                ROUNDS,
                                (racer, round, head) -> {
                                    StoredEvent[] all = new StoredEvent[RACERS];
                                    for (int i = 0; i < RACERS; i++) {
                                        all[i] = shapes[i].match();
                                    }
                                    return Samples.request(all)
                                            .onCondition(shapes[racer].condition(head));
                                }))
                .containsOnly(1);
    }

    @Test
    void ofTwoWhoAppendWhatTheOtherForbidsOneWinsWhateverTheShapes() throws Exception {
        for (Shape one : Shape.values()) {
            for (Shape other : Shape.values()) {
                assertThat(winnersOf(one, other)).as("%s against %s", one, other).containsOnly(1);
            }
        }
    }

    private List<Integer> winnersOf(Shape one, Shape other) throws Exception {
        int rounds = 4;
        List<List<Boolean>> results =
                Race.run(
                        2,
                        (racer, barrier) -> {
                            Shape mine = racer == 0 ? one : other;
                            Shape theirs = racer == 0 ? other : one;
                            List<Boolean> won = new ArrayList<>();
                            PostgresRecorder recorder = recorders.get(racer);
                            for (int round = 0; round < rounds; round++) {
                                barrier.await();
                                long head = recorder.head();
                                barrier.await();
                                won.add(
                                        isRecorded(
                                                recorder,
                                                Samples.request(theirs.match())
                                                        .onCondition(mine.condition(head))));
                            }
                            return won;
                        });
        return perRound(results, rounds);
    }

    // The controls: what is usually written has more than one winner.
    @Test
    void insertWhereNotExistsHasSeveralWinners() throws Exception {
        assertThat(naiveWinners("INSERT INTO naive SELECT ? WHERE NOT EXISTS (%s)"))
                .anyMatch(winners -> winners > 1);
    }

    @Test
    void lockAndCheckInOneStatementHasSeveralWinners() throws Exception {
        assertThat(
                        naiveWinners(
                                "INSERT INTO naive SELECT ? FROM pg_advisory_xact_lock(1) WHERE NOT EXISTS (%s)"))
                .anyMatch(winners -> winners > 1);
    }

    private List<Integer> naiveWinners(String insert) throws Exception {
        database.execute("CREATE TABLE naive (round int)");
        String sql = insert.formatted("SELECT FROM naive WHERE round = ?");
        List<List<Boolean>> results =
                Race.run(
                        RACERS,
                        (racer, barrier) -> {
                            List<Boolean> won = new ArrayList<>();
                            try (Connection connection = database.connect();
                                    PreparedStatement statement =
                                            connection.prepareStatement(sql)) {
                                for (int round = 0; round < ROUNDS; round++) {
                                    statement.setInt(1, round);
                                    statement.setInt(2, round);
                                    barrier.await();
                                    won.add(statement.executeUpdate() == 1);
                                }
                            }
                            return won;
                        });
        return perRound(results, ROUNDS);
    }
}
