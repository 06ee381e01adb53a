package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.settings.ConfigurationException;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

final class PostgresUrlTest {
    @Test
    void commitsAreDurableWhateverTheServersDefaultIs() throws SQLException {
        var url = new PostgresUrl(PostgresServer.shared().url());
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void passwordsMayHaveAnyCharacter() throws SQLException {
        PostgresServer server = PostgresServer.shared();
        String role = "benchmark_" + ProcessHandle.current().pid();
        try (Connection connection = server.dataSource(server.database()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s LOGIN PASSWORD 'a:b@c/d+e f%%'".formatted(role));
            try {
                String url =
                        "postgresql://%s:a%%3Ab%%40c%%2Fd+e%%20f%%25@%s:%d/%s"
                                .formatted(role, server.host(), server.port(), server.database());
                try (Connection own = new PostgresUrl(url).connect()) {
                    assertThat(own.getMetaData().getUserName()).isEqualTo(role);
                }
            } finally {
                statement.execute("DROP ROLE " + role);
            }
        }
    }

    @Test
    void thePasswordIsInNoText() {
        assertThat(new PostgresUrl("postgresql://me:secret@host:1234/db?sslmode=require"))
                .hasToString("host:1234/db");
        assertThatThrownBy(() -> new PostgresUrl("postgresql://me:secret@host/db?colour=red"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret");
    }
}
