package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Notice;
import org.annals.domain.EventSourcingException;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.projection.ViewTransaction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Several runners keep one view of another database, and park what fails, while others try it
 * again: each dog's tricks are learnt once and in order.
 */
final class SharedParkingTest {
    private static final int TRICKS = 60;
    private static final int REFUSED = 7;
    private static final int REFUSALS = 3;
    private static final List<String> DOGS = List.of("Fido", "Rex", "Max");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final FailurePolicy PARKING = FailurePolicy.defaults().withAttempts(1).parking();

    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private int refusedRetries;
    private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();

    /** Which tricks each dog learnt, in the order in which it did. */
    private record Learnt(Connection connection, String table) {
        static Learnt of(ViewTransaction transaction) {
            return new Learnt(transaction.as(Connection.class), transaction.table("learnt"));
        }

        void create() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(
                        "CREATE TABLE %s (dog VARCHAR(20), place INTEGER, trick VARCHAR(20), PRIMARY KEY (dog, place))"
                                .formatted(table));
            }
        }

        void add(String dog, String trick) throws SQLException {
            int place = tricks(dog).size();
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO %s VALUES (?, ?, ?)".formatted(table))) {
                insert.setString(1, dog);
                insert.setInt(2, place);
                insert.setString(3, trick);
                insert.executeUpdate();
            }
        }

        List<String> tricks(String dog) throws SQLException {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT trick FROM %s WHERE dog = ? ORDER BY place".formatted(table))) {
                select.setString(1, dog);
                try (ResultSet rows = select.executeQuery()) {
                    List<String> tricks = new ArrayList<>();
                    while (rows.next()) {
                        tricks.add(rows.getString(1));
                    }
                    return tricks;
                }
            }
        }
    }

    private final Projection<Learnt> projection =
            Projection.of("learnt", Learnt::of)
                    .creating(Learnt::create)
                    .on(Dog.Event.TrickAdded.class, (view, event) -> learn(view, event.trick()));

    // A trick is the name of the dog and a number.
    private void learn(Learnt view, String text) throws SQLException {
        int space = text.indexOf(' ');
        String number = text.substring(space + 1);
        view.add(text.substring(0, space), number);
        boolean isHard = Integer.parseInt(number) % REFUSED == 0;
        if (isHard && refusals.merge(text, 1, Integer::sum) <= REFUSALS) {
            throw new IllegalStateException("too hard");
        }
    }

    private ProjectionRunner runner(DogSchool school, ViewStore views) {
        return ProjectionRunner.builder(Upstream.of(school), projection, views)
                .batchSize(5)
                .onFailure(PARKING)
                .notices(notices::add)
                .open();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE_BY_JDBC", "POSTGRES_BY_JDBC"})
    void eachTrickIsLearntOnceAndInOrder(ViewKind kind, @TempDir Path folder) throws Exception {
        try (var school = new DogSchool(kind.settings(folder));
                var one = runner(school, kind.views(school, folder));
                var another = runner(school, kind.views(school, folder));
                var operator = runner(school, kind.views(school, folder))) {
            one.start();
            another.start();
            Thread teacher = Thread.ofPlatform().start(() -> teach(school));
            long last = 0;
            while (teacher.isAlive() || last < school.notificationLog().head()) {
                retryAll(operator);
                last = Math.min(one.status().position(), another.status().position());
            }
            teacher.join();
            assertThat(one.await(school.notificationLog().head(), LONG)).isTrue();
            while (operator.parked().count() > 0) {
                retryAll(operator);
            }

            List<String> all =
                    IntStream.rangeClosed(1, TRICKS).mapToObj(Integer::toString).toList();
            for (String dog : DOGS) {
                assertThat(tricks(kind.views(school, folder), dog)).isEqualTo(all);
            }
            assertThat(refusedRetries).isPositive();
            assertThat(notices).anyMatch(Notice.EventParked.class::isInstance);
            assertThat(notices).noneMatch(Notice.FollowerPaused.class::isInstance);
        }
    }

    private static void teach(DogSchool school) {
        List<String> ids = DOGS.stream().map(school::registerDog).toList();
        for (int number = 1; number <= TRICKS; number++) {
            for (int dog = 0; dog < ids.size(); dog++) {
                school.addTrick(ids.get(dog), "%s %d".formatted(DOGS.get(dog), number));
            }
        }
    }

    private void retryAll(ProjectionRunner operator) {
        for (String key : operator.parked().keys()) {
            try {
                operator.parked().retry(key);
            } catch (IllegalStateException | EventSourcingException e) {
                // Still too hard, or the database was taken: another round follows.
                refusedRetries++;
            }
        }
    }

    private static List<String> tricks(ViewStore views, String dog) {
        String table = views.liveEdition("learnt").orElseThrow().table("learnt");
        List<String> tricks = new ArrayList<>();
        views.write(
                Tracking.of("reader of " + dog, 1),
                transaction ->
                        tricks.addAll(
                                new Learnt(transaction.as(Connection.class), table).tricks(dog)));
        return tricks;
    }
}
