package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Application;
import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.StoredEvent;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

@Timeout(60)
final class PostgresTest {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    /** Counts. */
    static final class Counter extends Aggregate<Counter.Counted> {
        record Counted(int number) {}

        static final AggregateType<Counter> TYPE = AggregateType.of(Counter.class, Counter::new);

        private int sum;

        Counter() {}

        Counter(String id) {
            super(id);
        }

        void count(int number) {
            trigger(new Counted(number));
        }

        @Override
        protected void apply(Counted event) {
            sum += event.number();
        }
    }

    /** Has counters. */
    static final class Counting extends Application {
        Counting(Settings settings) {
            super(settings, Counter.TYPE);
        }
    }

    @Test
    void aLogIsOpenedOnADataSourceAndMadeTheFirstTime() throws Exception {
        DataSource dataSource = database.dataSource();
        List<StoredEvent> events = List.of(Samples.fact("Registered"), Samples.fact("Trained"));
        // @start region="open"
        try (var recorder = Postgres.open(dataSource, "DogSchool")) {
            recorder.append(events);
        }
        // @end
        assertThat(database.number("SELECT count(*) FROM public.dogschool_events")).isEqualTo(2);
        try (var again = Postgres.of(dataSource).open("DogSchool")) {
            assertThat(again.head()).isEqualTo(2);
            assertThat(again.toString())
                    .contains(database.name(), "schema public", "DogSchool", "SURVIVES_POWER_LOSS");
        }
    }

    @Test
    void aLogIsOpenedByAUrlWithAPoolOfItsOwn() {
        try (var recorder = Postgres.url(database.url()).open("DogSchool")) {
            recorder.append(List.of(Samples.change("fido", 1)));

            assertThat(recorder.readAggregate(AggregateSelection.of("fido"))).hasSize(1);
        }
        try (var recorder = Postgres.url("jdbc:" + database.url()).open("DogSchool")) {
            assertThat(recorder.head()).isEqualTo(1);
        }
    }

    @Test
    void anApplicationIsOpenedBySettings() {
        Map<String, String> given = database.settings();
        given.put("PERSISTENCE_MODULE", "postgres");
        try (var app = new Counting(Settings.only(given))) {
            var counter = new Counter("c1");
            counter.count(3);
            app.save(counter);
        }
        try (var app = new Counting(Settings.only(given))) {
            assertThat(app.repository().get(Counter.class, "c1").sum).isEqualTo(3);
        }
    }

    @Test
    void anApplicationIsOpenedByTheBuilder() {
        var settings =
                Settings.only(Map.of())
                        .using(PersistenceModule.class, Postgres.of(database.dataSource()));
        try (var app = new Counting(settings)) {
            var counter = new Counter("c1");
            counter.count(4);
            app.save(counter);

            assertThat(app.repository().get(Counter.class, "c1").sum).isEqualTo(4);
            assertThat(app.toString()).contains(database.name());
        }
    }

    @Test
    void severalLogsShareASchemaAndKnowNothingOfEachOther() {
        Postgres here = Postgres.of(database.dataSource());
        try (var dogs = here.open("Dogs");
                var cats = here.open("Cats");
                var dogsAndCats = here.open("Dogs Cats")) {
            dogs.append(List.of(Samples.change("fido", 1), Samples.change("fido", 2)));
            cats.append(List.of(Samples.change("fido", 1)));

            assertThat(dogs.head()).isEqualTo(2);
            assertThat(cats.head()).isEqualTo(1);
            assertThat(dogsAndCats.head()).isZero();
            assertThat(dogs.identity().logId()).isNotEqualTo(cats.identity().logId());
        }
    }

    @Test
    void schemasOfOneDatabaseAreApart() throws Exception {
        database.execute("CREATE SCHEMA north; CREATE SCHEMA south");
        Postgres here = Postgres.of(database.dataSource());
        try (var north = here.withSchema("north").open("School");
                var south = here.withSchema("south").open("School")) {
            north.append(List.of(Samples.change("fido", 1)));

            assertThat(south.head()).isZero();
            assertThat(south.append(List.of(Samples.change("fido", 1))).first()).isEqualTo(1);
        }
    }
}
