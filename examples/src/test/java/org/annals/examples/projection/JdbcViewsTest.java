package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.Notice;
import org.annals.examples.RecorderKind;
import org.annals.examples.UrlDataSource;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.Upstream;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.projection.Edition;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Views by nothing but JDBC, over a database that fails. */
final class JdbcViewsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path folder;
    private final FailingDatabase database;
    private final ViewStore views;
    private long reads;

    JdbcViewsTest(@TempDir Path folder) {
        this.folder = folder;
        this.database = new FailingDatabase("jdbc:sqlite:" + folder.resolve("views.db"));
        this.views = ViewStore.ofDatabase(database.dataSource());
    }

    private String total() {
        Edition live = views.liveEdition("sum").orElseThrow();
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", ++reads),
                transaction -> totals.add(Sum.of(transaction, live.table("sums")).total()));
        return totals.getFirst();
    }

    @Test
    void aReplyThatIsLostIsAnUnknownOutcome() {
        database.loseReplies(1);

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> views.write(Tracking.of("up", 1), transaction -> {}));
        assertThat(views.findTracking("up")).map(Tracking::position).hasValue(1L);
        assertThat(database.leftBehind()).isZero();
    }

    @Test
    void aBatchOfWhichACompetitorHasDoneTheFirstEventIsRefused() {
        views.write(Tracking.of("up", 1), transaction -> {});

        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> views.write(0, Tracking.of("up", 3), transaction -> {}));
        views.write(1, Tracking.of("up", 3), transaction -> {});
        assertThat(views.findTracking("up")).contains(Tracking.of("up", 3));
    }

    @Test
    void whateverFailsEachEventIsSummedOnce() throws Exception {
        BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
        try (var school = new DogSchool(RecorderKind.MEMORY.in(folder));
                var runner =
                        ProjectionRunner.builder(Upstream.of(school), Sum.PROJECTION, views)
                                .batchSize(1)
                                .notices(notices::add)
                                .open()) {
            Dog fido = Dog.register("Fido");
            for (int number = 1; number <= 20; number++) {
                fido.addTrick(Integer.toString(number));
            }
            school.save(fido);
            database.loseReplies(3);
            database.refuse(4);
            runner.start();

            assertThat(runner.await(21, LONG)).isTrue();
            assertThat(total()).isEqualTo("210 of 20");
            assertThat(notices).anyMatch(Notice.FollowerAway.class::isInstance);
            assertThat(notices).noneMatch(Notice.FollowerPaused.class::isInstance);
        }
        assertThat(database.leftBehind()).isZero();
    }

    private void execute(String... statements) throws SQLException {
        var source = new UrlDataSource("jdbc:sqlite:" + folder.resolve("views.db"));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.executeUpdate(each);
            }
            connection.commit();
        }
    }

    @Test
    void aDatabaseThatIsTakenBackCatchesUpAndNothingIsLost() throws Exception {
        try (var school = new DogSchool(RecorderKind.MEMORY.in(folder));
                var runner = ProjectionRunner.open(Upstream.of(school), Sum.PROJECTION, views)) {
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "1");
            runner.start();
            assertThat(runner.await(2, LONG)).isTrue();
            execute(
                    "CREATE TABLE kept_places AS SELECT * FROM annals_view_places",
                    "CREATE TABLE kept_sums AS SELECT * FROM sums_v1");
            school.addTrick(fido, "10");
            school.addTrick(fido, "100");
            assertThat(runner.await(4, LONG)).isTrue();

            execute(
                    "DELETE FROM annals_view_places",
                    "DELETE FROM sums_v1",
                    "INSERT INTO annals_view_places SELECT * FROM kept_places",
                    "INSERT INTO sums_v1 SELECT * FROM kept_sums");
            school.addTrick(fido, "1000");

            assertThat(runner.await(5, LONG)).isTrue();
            assertThat(total()).isEqualTo("1111 of 4");

            execute("DELETE FROM annals_view_places WHERE name LIKE '%DogSchool'");
            execute("UPDATE sums_v1 SET total = 0, numbers = 0");
            school.addTrick(fido, "10000");
            assertThat(runner.await(6, LONG)).isTrue();
            assertThat(total()).isEqualTo("11111 of 5");
        }
    }

    @Test
    void workThatFailsLeavesNothingAndItsConnectionAsItWas() {
        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(
                        () ->
                                views.write(
                                        Tracking.of("up", 1),
                                        transaction -> {
                                            throw new SQLException("refused on purpose");
                                        }));
        assertThat(views.findTracking("up")).isEmpty();
        assertThat(database.leftBehind()).isZero();
    }

    @Test
    void theConnectionIsLentAndNotGiven() {
        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(
                        () ->
                                views.write(
                                        Tracking.of("up", 1),
                                        transaction -> transaction.as(Connection.class).commit()));
        assertThat(views.findTracking("up")).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsToldAtOnce() {
        database.refuse(2);
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> ViewStore.ofDatabase(database.dataSource()))
                .withMessageContaining("annals_view_places");
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> views.findTracking("up"));
        assertThat(views.findTracking("up")).isEmpty();
    }

    @Test
    void thePlacesMayBeInAnotherTable() {
        var source = new UrlDataSource("jdbc:sqlite:" + folder.resolve("views.db"));
        var other = ViewStore.ofDatabase(source, "other_places");
        views.write(Tracking.of("up", 1), transaction -> {});

        assertThat(other.findTracking("up")).isEmpty();
        assertThat(ViewStore.ofDatabase(source).findTracking("up")).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViewStore.ofDatabase(source, "no; table"));
    }
}
