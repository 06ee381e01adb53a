package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Whose connections a selftest ends: its own, and no others. */
final class OwnSchemaTest {
    private final PostgresServer server = PostgresServer.shared();
    private final Database database = Database.parse(server.url());
    private OwnSchema schema;

    @BeforeEach
    void create() throws SQLException {
        schema = OwnSchema.create(database, "annals_selftest_backends");
        schema.execute("CREATE TABLE " + schema.table("selftest_events") + " (position bigint)");
    }

    @AfterEach
    void drop() throws SQLException {
        schema.drop();
    }

    @Test
    void onlyConnectionsOfItsOwnAreEnded() throws SQLException {
        try (Connection own = database.connect();
                Connection administrator = database.connect()) {
            execute(administrator, "SET application_name = 'psql'");
            look(own);
            look(administrator);

            assertThat(schema.endBackends(new Random(1))).isEqualTo(1);

            assertThat(own.isValid(5)).isFalse();
            assertThat(administrator.isValid(5)).isTrue();
        }
    }

    @Test
    void thoseOfAnotherSchemaAreNot() throws SQLException {
        try (Connection other = database.connect()) {
            execute(other, "LISTEN annals_" + schema.number(oid()) + "0");

            assertThat(schema.endBackends(new Random(1))).isZero();

            assertThat(other.isValid(5)).isTrue();
        }
    }

    private String oid() {
        return "SELECT '%s'::regclass::oid".formatted(schema.table("selftest_events"));
    }

    private void look(Connection connection) throws SQLException {
        execute(connection, "SELECT count(*) FROM " + schema.table("selftest_events"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
