package org.annals.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.annals.testkit.network.FaultyProxy;
import org.annals.testserver.PostgresServer;
import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

/** A database of its own for one test. May be shared between threads. */
final class TestDatabase implements AutoCloseable {
    private static final AtomicLong MADE = new AtomicLong();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PostgresServer server;
    private final String name;

    private TestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates one on the server that tests share. */
    static TestDatabase create() throws SQLException {
        return createOn(PostgresServer.shared());
    }

    static TestDatabase createOn(PostgresServer server) throws SQLException {
        String name = "test_%d_%d".formatted(ProcessHandle.current().pid(), MADE.incrementAndGet());
        server.createDatabase(name);
        return new TestDatabase(server, name);
    }

    String name() {
        return name;
    }

    PostgresServer server() {
        return server;
    }

    String url() {
        return server.url(name);
    }

    /** Returns the address, by way of a proxy. */
    String url(FaultyProxy proxy) {
        return url().replace(":" + server.port() + "/", ":" + proxy.port() + "/");
    }

    /** Returns a proxy to the server, at which nothing is wrong yet. */
    FaultyProxy proxy() {
        return FaultyProxy.to(server.host(), server.port());
    }

    /** Returns connections to it, each of them new. */
    PGSimpleDataSource dataSource() {
        return (PGSimpleDataSource) server.dataSource(name);
    }

    /** Returns connections by way of a proxy, each of them new. */
    PGSimpleDataSource dataSource(FaultyProxy proxy) {
        PGSimpleDataSource source = dataSource();
        source.setServerNames(new String[] {proxy.host()});
        source.setPortNumbers(new int[] {proxy.port()});
        return source;
    }

    /** Returns a pool that soon says that it is exhausted. */
    HikariDataSource pool(int size) {
        return new HikariDataSource(poolConfig(dataSource(), size));
    }

    static HikariConfig poolConfig(DataSource source, int size) {
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return config;
    }

    /** Returns what the environment of an application would say. */
    Map<String, String> settings() {
        return new HashMap<>(
                Map.of(
                        "POSTGRES_HOST", server.host(),
                        "POSTGRES_PORT", Integer.toString(server.port()),
                        "POSTGRES_DBNAME", name,
                        "POSTGRES_USER", server.user(),
                        "POSTGRES_PASSWORD", server.password()));
    }

    Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** Executes statements, with semicolons between them. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first value of the first row, as text. */
    String answer(String query) throws SQLException {
        try (Connection connection = connect()) {
            return answer(connection, query);
        }
    }

    static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new AssertionError("No row: " + query);
            }
            return String.valueOf(row.getString(1));
        }
    }

    long number(String query) throws SQLException {
        return Long.parseLong(answer(query));
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
    }
}
