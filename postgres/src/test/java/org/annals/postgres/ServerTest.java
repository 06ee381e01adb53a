package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;

/** Servers and databases that cannot keep a log. */
@Timeout(120)
final class ServerTest {
    private static void assertRefused(TestDatabase database, String says) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Postgres.open(database.dataSource(), "School"))
                .withMessageContaining(database.name())
                .withMessageContaining(says);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Postgres.url(database.url()).open("School"))
                .withMessageContaining(says);
    }

    // A server of this age is not to be had, so one of today says that it is.
    @Test
    void aServerOlderThanFourteenIsRefused() throws Exception {
        try (var database = TestDatabase.create()) {
            database.execute(
                    """
                    CREATE SCHEMA old;
                    CREATE FUNCTION old.current_setting(name text) RETURNS text LANGUAGE sql AS
                        $$SELECT CASE name WHEN 'server_version_num' THEN '130022' ELSE pg_catalog.current_setting(name) END$$;
                    """);
            setForAll(database, "search_path = old, pg_catalog");

            assertRefused(database, "is PostgreSQL 13, and 14 or later is needed");
            setForAll(database, "search_path = pg_catalog");
            assertThat(database.answer("SELECT to_regclass('public.school_log')"))
                    .isEqualTo("null");
            Postgres.open(database.dataSource(), "School").close();
        }
    }

    // Such a server is not to be had either: where the system cannot watch a socket it is an error.
    @Test
    void aServerThatCannotWatchItsClientsIsGoodEnough() throws Exception {
        try (var database = TestDatabase.create()) {
            database.execute(
                    """
                    CREATE SCHEMA other;
                    CREATE FUNCTION other.set_config(name text, value text, is_local boolean)
                    RETURNS text LANGUAGE plpgsql AS $$
                    BEGIN
                        IF name = 'client_connection_check_interval' THEN
                            RAISE invalid_parameter_value;
                        END IF;
                        RETURN pg_catalog.set_config(name, value, is_local);
                    END $$;
                    """);
            setForAll(database, "search_path = other, pg_catalog");

            try (var recorder = Postgres.url(database.url()).open("School")) {
                recorder.append(Samples.request(Samples.fact("t")));
                assertThat(recorder.head()).isOne();
            }
        }
    }

    @Test
    void anIsolationLevelThatHidesWhatWasCommittedIsRefused() throws Exception {
        try (var database = TestDatabase.create()) {
            for (String level : new String[] {"repeatable read", "serializable"}) {
                setForAll(database, "default_transaction_isolation = '" + level + "'");

                assertRefused(database, "'" + level + "'");
            }
        }
    }

    @Test
    void aDatabaseInAnotherEncodingIsRefused() throws Exception {
        try (var database = TestDatabase.create()) {
            String latin = database.name() + "_latin";
            database.execute(
                    "CREATE DATABASE %s TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
                            .formatted(latin));
            try {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(
                                () -> Postgres.open(database.server().dataSource(latin), "School"))
                        .withMessageContaining("LATIN1")
                        .withMessageContaining("UTF8");
            } finally {
                database.server().dropDatabase(latin);
            }
        }
    }

    @Test
    void aDatabaseThatIsReadOnlyIsRefused() throws Exception {
        try (var database = TestDatabase.create()) {
            setForAll(database, "default_transaction_read_only = on");

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> Postgres.open(database.dataSource(), "School"))
                    .withMessageContaining("read-only");
        }
    }

    @Test
    void aReplicaIsRefusedWhetherTheTablesAreThereOrNot() throws Exception {
        try (var primary = PostgresServer.startForTests()) {
            var database = TestDatabase.createOn(primary);
            try (var recorder = Postgres.open(database.dataSource(), "School");
                    var replica = primary.startReplica()) {
                recorder.append(Samples.request(Samples.fact("t")));
                for (String name : new String[] {"School", "Other"}) {
                    assertThatExceptionOfType(ConfigurationException.class)
                            .isThrownBy(
                                    () -> Postgres.open(replica.dataSource(database.name()), name))
                            .withMessageContaining("read-only replica")
                            .withMessageContaining("primary");
                }
            }
        }
    }

    @Test
    void aServerThatDoesNotFlushIsSaidToBeSo() throws Exception {
        try (var database = TestDatabase.create();
                var recorder = Postgres.open(database.dataSource(), "School")) {
            boolean flushes = database.answer("SHOW fsync").equals("on");

            assertThat(recorder.toString().contains("fsync is off")).isNotEqualTo(flushes);
        }
    }

    private static void setForAll(TestDatabase database, String setting) throws SQLException {
        database.execute("ALTER DATABASE %s SET %s".formatted(database.name(), setting));
    }
}
