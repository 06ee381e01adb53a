package org.annals.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A schema of a database, which is dropped with everything in it, if need be when the program is
 * interrupted. For one thread, though connections may be given to others.
 */
final class TemporarySchema implements Place {
    /** What the names of all of them begin with. */
    static final String PREFIX = "annals_benchmark_";

    private final PostgresUrl url;
    private final String name;
    private final List<Connection> connections = new ArrayList<>();
    private final Thread atExit = Thread.ofPlatform().unstarted(this::dropQuietly);

    private TemporarySchema(PostgresUrl url, String name) {
        this.url = url;
        this.name = name;
    }

    static TemporarySchema create(PostgresUrl url) throws SQLException {
        int random = ThreadLocalRandom.current().nextInt();
        var schema = new TemporarySchema(url, PREFIX + HexFormat.of().toHexDigits(random));
        schema.execute("CREATE SCHEMA " + schema.name);
        Runtime.getRuntime().addShutdownHook(schema.atExit);
        return schema;
    }

    String name() {
        return name;
    }

    /** Opens a connection that looks for tables here, and is closed with the schema. */
    Connection connect() throws SQLException {
        Connection connection = url.connect();
        connections.add(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + name);
        }
        return connection;
    }

    @Override
    public String table(String table) {
        return name + "." + table;
    }

    /** Does what autovacuum would: afterwards plans are good, and indexes are read alone. */
    @Override
    public void settle() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '"
                                    + name
                                    + "'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("VACUUM (ANALYZE) " + table);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void drop() throws SQLException {
        execute("DROP SCHEMA IF EXISTS " + name + " CASCADE");
    }

    private void dropQuietly() {
        try {
            drop();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            // A server that is gone, such as our own, has nothing that could be left.
            if (!state.startsWith("08") && !state.startsWith("57")) {
                System.err.printf("%s is still there: %s%n", this, e.getMessage());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.close();
        }
        drop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    @Override
    public String toString() {
        return "schema " + name;
    }
}
