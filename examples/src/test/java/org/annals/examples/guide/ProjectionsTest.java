package org.annals.examples.guide;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Recording;
import org.annals.examples.UrlDataSource;
import org.annals.examples.guide.Dog.Event.Registered;
import org.annals.examples.guide.Dog.Event.TrickAdded;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.Partitions;
import org.annals.following.Upstream;
import org.annals.memory.MemoryTables;
import org.annals.projection.Edition;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Runner;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/** The code of the page on projections. */
final class ProjectionsTest {
    private DataSource database = new UrlDataSource("jdbc:sqlite::memory:");
    private Settings settings = Settings.only(Map.of());

    @BeforeEach
    void inFolder(@TempDir Path folder) {
        settings =
                Settings.only(
                        Map.of(
                                "PERSISTENCE_MODULE",
                                "sqlite",
                                "SQLITE_DBNAME",
                                folder.resolve("school.db").toString()));
        database = new UrlDataSource("jdbc:sqlite:" + folder.resolve("views.db"));
    }

    @Test
    void aViewIsKeptUpToDate() throws Exception {
        // @start region="run"
        try (var school = new DogSchool(settings);
                var runner =
                        ProjectionRunner.open(
                                Upstream.of(school),
                                TrickCounts.PROJECTION,
                                ViewStore.ofDatabase(database))) {
            runner.start();

            var fido = Dog.register("Fido");
            fido.addTrick("roll over");
            List<Recording> saved = school.save(fido);

            runner.await(saved.getLast().position(), Duration.ofSeconds(20));
            assertThat(dogsThatCan("roll over", database)).isEqualTo(1);
        }
        // @end
    }

    // @start region="read"
    static int dogsThatCan(String trick, DataSource database) throws SQLException {
        Edition live = ViewStore.ofDatabase(database).liveEdition("tricks").orElseThrow();
        try (Connection connection = database.getConnection()) {
            return new TrickCounts(connection, live.table("tricks")).dogsThatCan(trick);
        }
    }

    // @end

    @Test
    void theViewMayBeInTheSameDatabase() throws Exception {
        try (var school = new DogSchool(settings)) {
            school.addTrick(school.registerDog("Fido"), "sit");
            // @start region="same"
            var views = ViewStore.of(school.events().recorder());
            try (var runner =
                    ProjectionRunner.open(Upstream.of(school), TrickCounts.PROJECTION, views)) {
                runner.drain();
            }
            // @end
            assertThat(views.liveEdition("tricks")).isPresent();
        }
    }

    @Test
    void theNextVersionIsBuiltBesideTheFirst() throws Exception {
        try (var school = new DogSchool(settings)) {
            school.addTrick(school.registerDog("Fido"), "sit");
            var views = ViewStore.ofDatabase(database);
            try (var first =
                    ProjectionRunner.open(Upstream.of(school), TrickCounts.PROJECTION, views)) {
                first.drain();
            }
            // @start region="version"
            var louder =
                    Projection.of("tricks", TrickCounts::of)
                            .version(2)
                            .creating(TrickCounts::create)
                            .on(TrickAdded.class, (view, event) -> view.add(event.trick() + "!"));
            // @end
            try (var second = ProjectionRunner.open(Upstream.of(school), louder, views)) {
                assertThat(dogsThatCan("sit", database)).isEqualTo(1);
                second.drain();
            }
            assertThat(dogsThatCan("sit!", database)).isEqualTo(1);
        }
    }

    @Test
    void whatFailsIsParkedAndTriedAgain() throws Exception {
        var isMended = new AtomicBoolean();
        var tricks =
                Projection.of("tricks", TrickCounts::of)
                        .creating(TrickCounts::create)
                        .on(
                                TrickAdded.class,
                                (view, event) -> {
                                    if (event.trick().equals("fly") && !isMended.get()) {
                                        throw new IllegalStateException("no dog can fly");
                                    }
                                    view.add(event.trick());
                                });
        try (var school = new DogSchool(settings)) {
            school.addTrick(school.registerDog("Fido"), "fly");
            school.addTrick(school.registerDog("Rex"), "sit");
            var views = ViewStore.ofDatabase(database);
            // @start region="parking"
            var builder =
                    ProjectionRunner.builder(Upstream.of(school), tricks, views)
                            .onFailure(FailurePolicy.defaults().withAttempts(2).parking());
            // @end
            try (var runner = builder.open()) {
                runner.drain();
                assertThat(dogsThatCan("sit", database)).isEqualTo(1);
                assertThat(dogsThatCan("fly", database)).isZero();
                assertThat(runner.parked().count()).isEqualTo(1);
                isMended.set(true);
                // @start region="parked"
                ParkedEvents parked = runner.parked();
                for (String dog : parked.keys()) {
                    parked.retry(dog);
                }
                // @end
                assertThat(dogsThatCan("fly", database)).isEqualTo(1);
                assertThat(parked.count()).isZero();
            }
        }
    }

    @Test
    void aVersionIsBegunAnew() throws Exception {
        try (var school = new DogSchool(settings)) {
            school.addTrick(school.registerDog("Fido"), "sit");
            var views = ViewStore.ofDatabase(database);
            try (var runner =
                    ProjectionRunner.open(Upstream.of(school), TrickCounts.CLEARED, views)) {
                runner.drain();
            }
            // @start region="reset"
            views.reset(TrickCounts.CLEARED);
            // @end
            assertThat(dogsThatCan("sit", database)).isZero();
        }
    }

    @Test
    void effectsAreForWhatIsNotReplayed() throws Exception {
        List<String> cards = new ArrayList<>();
        // @start region="details"
        var welcoming =
                Projection.of("welcomes", transaction -> transaction.as(Connection.class))
                        .on(
                                Registered.class,
                                (connection, event, details) -> {
                                    if (!details.isReplayed()) {
                                        cards.add("Welcome, " + event.name());
                                    }
                                });
        // @end
        try (var school = new DogSchool(settings)) {
            school.registerDog("Fido");
            try (var runner =
                    ProjectionRunner.open(
                            Upstream.of(school), welcoming, ViewStore.ofDatabase(database))) {
                runner.drain();
                school.registerDog("Rex");
                runner.drain();
            }
        }
        assertThat(cards).containsExactly("Welcome, Rex");
    }

    @Test
    void someThingsCanBeSaid() throws Exception {
        try (var school = new DogSchool(settings)) {
            var views = ViewStore.ofDatabase(database);
            // @start region="options"
            var builder =
                    ProjectionRunner.builder(Upstream.of(school), TrickCounts.PROJECTION, views)
                            .batchSize(1_000)
                            .onFailure(FailurePolicy.defaults().withAttempts(10))
                            .goingLiveByHand();
            try (var runner = builder.open()) {
                runner.start();

                FollowerStatus status = runner.status();
                assertThat(status.lag()).isZero();
                assertThat(status.isHealthy()).isTrue();
            }
            // @end
        }
    }

    @Test
    void aViewIsKeptInPartitions() throws Exception {
        try (var school = new DogSchool(settings)) {
            var views = ViewStore.ofDatabase(database);
            // @start region="partitions"
            var builder =
                    ProjectionRunner.builder(Upstream.of(school), TrickCounts.PROJECTION, views)
                            .partitions(Partitions.of(4));
            // @end
            try (var runner = builder.open()) {
                runner.start();

                assertThat(runner.await(school.notificationLog().head(), Duration.ofSeconds(20)))
                        .isTrue();
                assertThat(runner.statusOfPartitions()).hasSize(4);
            }
        }
    }

    @Test
    void anInlineViewIsThereWhenTheSaveReturns() throws Exception {
        try (var school = new CountingSchool(settings)) {
            var fido = Dog.register("Fido");
            fido.addTrick("sit");
            school.save(fido);

            Edition live =
                    ViewStore.of(school.events().recorder()).liveEdition("tricks").orElseThrow();
            assertThat(live.table("tricks")).isEqualTo("tricks_v1");
        }
    }

    // @start region="scenario"
    record Names(MemoryTables tables, String table) {
        static final Projection<Names> PROJECTION =
                Projection.of(
                                "names",
                                transaction ->
                                        new Names(
                                                transaction.as(MemoryTables.class),
                                                transaction.table("names")))
                        .on(Registered.class, (view, event) -> view.add(event.name()));

        void add(String name) {
            tables.put(table, name, "");
        }
    }

    @Test
    void dogsAreKnownByName() {
        Scenario.of(Names.PROJECTION)
                .given(new Registered("Fido"), new TrickAdded("sit"), new Registered("Rex"))
                .then(view -> assertThat(view.tables().rows(view.table())).containsKeys("Fido"));
    }

    // @end

    @Test
    void eventsAreCountedInEvents() {
        var system =
                EventSystem.of(
                        pipe(
                                node(DogSchool.class, DogSchool::new),
                                node(CensusOffice.class, CensusOffice::new)));
        try (Runner runner = Runner.singleThreaded(system, settings)) {
            runner.start();
            var school = runner.get(DogSchool.class);
            school.addTrick(school.registerDog("Fido"), "sit");

            var census = runner.get(CensusOffice.class).census();
            assertThat(census.dogs()).isEqualTo(1);
            assertThat(census.tricks()).isEqualTo(1);
        }
    }
}
