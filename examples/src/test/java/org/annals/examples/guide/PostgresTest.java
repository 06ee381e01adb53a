package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.StoredEvent;
import org.annals.postgres.Postgres;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

final class PostgresTest {
    private static final String DATABASE = "guide_postgres";

    private final PostgresServer server = PostgresServer.shared();

    @BeforeEach
    void createDatabase() throws SQLException {
        server.dropDatabase(DATABASE);
        server.createDatabase(DATABASE);
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        server.dropDatabase(DATABASE);
    }

    @Test
    void settingsNameTheDatabase() {
        // @start region="settings"
        Map<String, String> values = new HashMap<>();
        values.put("PERSISTENCE_MODULE", "postgres");
        values.put("POSTGRES_HOST", server.host());
        values.put("POSTGRES_PORT", Integer.toString(server.port()));
        values.put("POSTGRES_DBNAME", DATABASE);
        values.put("POSTGRES_USER", server.user());
        values.put("POSTGRES_PASSWORD", server.password());
        var settings = Settings.of(values);
        // @end

        String id;
        try (var school = new DogSchool(settings)) {
            id = school.registerDog("Fido");
            assertThat(school.effectiveSettings().toString()).doesNotContain(server.password());
        }
        try (var school = new DogSchool(settings)) {
            assertThat(school.repository().get(Dog.class, id).name()).isEqualTo("Fido");
        }
    }

    @Test
    void aDataSourceServesTheRecorderAndEverythingElse() {
        DataSource dataSource = server.dataSource(DATABASE);
        // @start region="builder"
        var postgres = Postgres.of(dataSource).withLockTimeout(Duration.ofSeconds(2));
        // @replace substring="Settings.only(Map.of())" replacement="Settings.environment()":
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, postgres);
        // @end

        try (var school = new DogSchool(settings)) {
            assertThat(school.toString()).contains(DATABASE).contains("SURVIVES_POWER_LOSS");
        }
    }

    @Test
    void eventsAreAppendedWithinATransactionOfTheCallers() throws SQLException {
        DataSource dataSource = server.dataSource(DATABASE);
        var settings =
                Settings.only(Map.of()).using(PersistenceModule.class, Postgres.of(dataSource));
        try (var school = new DogSchool(settings);
                var recorder = Postgres.of(dataSource).open("DogSchool")) {
            var dog = Dog.register("Fido");
            // @start region="within"
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                // … statements of your own …
                List<StoredEvent> events = new ArrayList<>();
                dog.pendingEvents().forEach(e -> events.add(school.events().mapper().toStored(e)));
                recorder.append(connection, AppendRequest.of(events));
                connection.commit();
            }
            recorder.wake();
            // @end

            assertThat(school.repository().get(Dog.class, dog.id()).name()).isEqualTo("Fido");
        }
    }

    @Test
    void theSqlIsPrintedForWhoeverOwnsTheDatabase() {
        // @start region="sql"
        String tables = Postgres.schemaSql("public", "DogSchool");
        String grants = Postgres.grantsSql("public", "DogSchool", "school_app", "school_reports");
        // @end

        assertThat(tables).contains("\"dogschool_events\"").contains("REVOKE ALL ON FUNCTION");
        assertThat(grants)
                .contains("DELETE ON \"public\".\"dogschool_snapshots\" TO \"school_app\"")
                .doesNotContainPattern(
                        "(INSERT|UPDATE|DELETE)[^;]*\"dogschool_(events|tags|tracking|log)\"");
    }
}
