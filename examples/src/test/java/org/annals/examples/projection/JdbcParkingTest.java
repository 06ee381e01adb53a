package org.annals.examples.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Notice;
import org.annals.examples.RecorderKind;
import org.annals.examples.UrlDataSource;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus.State;
import org.annals.following.SequenceKey;
import org.annals.following.Upstream;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;
import org.annals.projection.Edition;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ProjectionRunnerBuilder;
import org.annals.projection.ViewStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Events parked by nothing but JDBC, over a database that fails, and by competing runners. */
final class JdbcParkingTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final FailurePolicy PARKING =
            FailurePolicy.defaults()
                    .withAttempts(1)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2))
                    .parking();

    private final String url;
    private final FailingDatabase database;
    private final ViewStore views;
    private final DogSchool school;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Projection<Sum> projection = projection(trick -> {});
    private long reads;

    JdbcParkingTest(@TempDir Path folder) {
        this.url = "jdbc:sqlite:" + folder.resolve("views.db");
        this.database = new FailingDatabase(url);
        this.views = ViewStore.ofDatabase(database.dataSource());
        this.school = new DogSchool(RecorderKind.MEMORY.in(folder));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private interface Hearing {
        void hears(String trick);
    }

    private Projection<Sum> projection(Hearing hearing) {
        return Projection.of("sum", transaction -> Sum.of(transaction, transaction.table("sums")))
                .creating(Sum::create)
                .on(
                        Dog.Event.TrickAdded.class,
                        (sum, event) -> {
                            hearing.hears(event.trick());
                            sum.add(event.trick());
                            if (refused.contains(event.trick())) {
                                throw new IllegalStateException("refused on purpose");
                            }
                        });
    }

    private ProjectionRunnerBuilder<Sum> builder(FailurePolicy failures) {
        return ProjectionRunner.builder(Upstream.of(school), projection, views)
                .onFailure(failures)
                .notices(notices::add);
    }

    private String total() {
        Edition live = views.liveEdition("sum").orElseThrow();
        List<String> totals = new ArrayList<>();
        views.write(
                Tracking.of("reader", ++reads),
                transaction -> totals.add(Sum.of(transaction, live.table("sums")).total()));
        return totals.getFirst();
    }

    private static List<Long> positions(ProjectionRunner runner) {
        return runner.parked().read(0, 100).stream().map(ParkedEvent::position).toList();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = new UrlDataSource(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatACompetitorHasParkedHoldsWhatIsBehindItInABatch() {
        String fido = school.registerDog("Fido");
        refused.add("1");
        school.addTrick(fido, "1");
        String rex = school.registerDog("Rex");
        school.addTrick(rex, "10");
        school.addTrick(fido, "2");
        var competitor = new AtomicReference<ProjectionRunner>();
        Projection<Sum> untilTen =
                projection(
                        trick -> {
                            if (trick.equals("10")) {
                                competitor.get().stop();
                            }
                        });
        List<String> asked = new ArrayList<>();
        // Asked of each event before its batch begins: then the competitor is faster.
        SequenceKey key =
                event -> {
                    asked.add(event.storedEvent().type());
                    if (asked.size() == 3) {
                        refused.add("1");
                        competitor.get().drain();
                        refused.clear();
                    }
                    return SequenceKey.byAggregate().of(event);
                };
        try (var other =
                        ProjectionRunner.builder(Upstream.of(school), untilTen, views)
                                .batchSize(1)
                                .onFailure(PARKING)
                                .notices(notice -> {})
                                .open();
                var runner = builder(PARKING.parking(key)).open()) {
            competitor.set(other);
            runner.drain();

            assertThat(other.status().position()).isEqualTo(4);
            assertThat(positions(runner)).containsExactly(2L, 5L);
            assertThat(total()).isEqualTo("10 of 1");
            assertThat(runner.status().state()).isEqualTo(State.LIVE);
            assertThat(runner.parked().retry(fido)).isEqualTo(2);
            assertThat(total()).isEqualTo("13 of 3");
        }
    }

    @Test
    void whatACompetitorHasProcessedMeanwhileIsNotParked() {
        String fido = school.registerDog("Fido");
        school.addTrick(fido, "1");
        String rex = school.registerDog("Rex");
        refused.add("1");
        var competitor = new AtomicReference<ProjectionRunner>();
        Projection<Sum> untilOne = projection(trick -> competitor.get().stop());
        var asked = new AtomicInteger();
        // Asked again when the event is about to be parked: then the competitor is faster, and has
        // not come to the end of what this one has seen.
        SequenceKey key =
                event -> {
                    if (asked.incrementAndGet() == 2) {
                        refused.clear();
                        school.addTrick(rex, "10");
                        competitor.get().drain();
                    }
                    return SequenceKey.byAggregate().of(event);
                };
        try (var other =
                        ProjectionRunner.builder(Upstream.of(school), untilOne, views)
                                .batchSize(1)
                                .open();
                var runner = builder(PARKING.parking(key)).open()) {
            competitor.set(other);
            runner.drain();

            assertThat(asked).hasValueGreaterThan(1);
            assertThat(total()).isEqualTo("1 of 1");
            assertThat(runner.parked().count()).isZero();
            assertThat(notices).noneMatch(Notice.EventParked.class::isInstance);
            assertThat(runner.status().state()).isEqualTo(State.LIVE);
            assertThat(runner.status().position()).isEqualTo(3);
        }
    }

    @Test
    void aReplyThatIsLostParksOnceAndTriesAgainOnce() throws Exception {
        String fido = school.registerDog("Fido");
        refused.add("1");
        school.addTrick(fido, "1");
        school.addTrick(fido, "2");
        try (var runner = builder(PARKING).open()) {
            database.loseReplies(10);
            runner.start();
            assertThat(runner.await(3, LONG)).isTrue();
            runner.stop();

            assertThat(positions(runner)).containsExactly(2L, 3L);
            assertThat(notices)
                    .filteredOn(Notice.EventParked.class::isInstance)
                    .extracting(notice -> ((Notice.EventParked) notice).position())
                    .containsExactly(2L, 3L);

            refused.clear();
            database.loseReplies(1);
            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> runner.parked().retry(fido));
            assertThat(positions(runner)).containsExactly(3L);
            assertThat(runner.parked().retry(fido)).isEqualTo(1);
            assertThat(total()).isEqualTo("3 of 2");
            assertThat(database.leftBehind()).isZero();
        }
    }

    @Test
    void theirTableIsNotMadeBeforeItIsNeeded() throws Exception {
        String fido = school.registerDog("Fido");
        refused.add("1");
        school.addTrick(fido, "1");
        try (var runner = builder(FailurePolicy.defaults().withAttempts(1)).open()) {
            runner.drain();
            assertThat(runner.status().state()).isEqualTo(State.PAUSED);
        }
        // That fails if it is there.
        execute("CREATE TABLE annals_view_places_parked (another INTEGER)");
        execute("DROP TABLE annals_view_places_parked");

        try (var runner = builder(PARKING).open()) {
            runner.drain();
            assertThat(positions(runner)).containsExactly(2L);
            assertThat(runner.parked().keys()).containsExactly(fido);
        }
    }

    @Test
    void aKeyThatIsTooLongPausesAndNothingIsParked() {
        String fido = school.registerDog("Fido");
        refused.add("1");
        school.addTrick(fido, "1");
        FailurePolicy failures = PARKING.parking(event -> "k".repeat(257));
        try (var runner = builder(failures).open()) {
            runner.drain();

            assertThat(runner.status().state()).isEqualTo(State.PAUSED);
            assertThat(runner.status().failure()).isInstanceOf(IllegalArgumentException.class);
            assertThat(runner.parked().count()).isZero();
        }
    }

    @Test
    void namesWhoseOwnWouldBeTooLongAreRefused() {
        var source = new UrlDataSource(url);
        ViewStore.ofDatabase(source, "p".repeat(56));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViewStore.ofDatabase(source, "p".repeat(57)))
                .withMessageContaining("56");
    }

    /** A store of the user's own, over any other. */
    private record OwnViews(ViewStore views) implements ViewStore {
        @Override
        public Optional<Tracking> findTracking(String name) {
            return views.findTracking(name);
        }

        @Override
        public void write(Tracking tracking, TransactionWork work) {
            views.write(tracking, work);
        }

        @Override
        public void write(long after, Tracking tracking, TransactionWork work) {
            views.write(after, tracking, work);
        }
    }

    @Test
    void aStoreOfTheUsersOwnCanPauseAndNotPark() {
        var own = new OwnViews(views);
        var parking =
                ProjectionRunner.builder(Upstream.of(school), projection, own).onFailure(PARKING);

        assertThatIllegalStateException()
                .isThrownBy(parking::open)
                .withMessageContaining("ParkingDownstream");
        try (var runner = ProjectionRunner.open(Upstream.of(school), projection, own)) {
            assertThatIllegalStateException()
                    .isThrownBy(runner::parked)
                    .withMessageContaining("ViewStore.ofDatabase");
        }
    }
}
