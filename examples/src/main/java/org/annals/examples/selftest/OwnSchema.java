package org.annals.examples.selftest;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.regex.Pattern;

/** A schema that the selftest has made for itself. May be shared between threads. */
final class OwnSchema {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,47}");
    private static final String EXISTS_ALREADY = "42P06";
    private static final int ATTEMPTS = 10;

    // Whatever is ours says so, and has named the schema in what it did last, or listens to its
    // log. In one statement, as a process id may be another's soon.
    private static final String END_BACKENDS =
            """
            SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM
              (SELECT pid FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()
                 AND application_name LIKE 'annals%' AND usename = current_user
                 AND (strpos(query, '"' || ? || '"') > 0
                      OR query ~ ('annals_' || ?::regclass::oid || '\\M'))
               ORDER BY md5(pid || ?) LIMIT ?) chosen
            """;

    private final Database database;
    private final String name;

    private OwnSchema(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    /**
     * Creates the schema.
     *
     * @throws ConfigurationException if there is one of this name, or it may not be created
     * @throws RecorderUnavailableException if the database cannot be reached
     */
    static OwnSchema create(Database database, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "'%s' cannot be the schema of a selftest. Use at most 48 lower-case letters, digits and underscores, a letter first."
                            .formatted(name));
        }
        try (Connection connection = connected(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"%s\"".formatted(name));
            return new OwnSchema(database, name);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    EXISTS_ALREADY.equals(e.getSQLState())
                            ? "%s has a schema '%s' already, and it is left alone. Name another one by --schema, or drop it."
                                    .formatted(database, name)
                            : "The schema '%s' cannot be created in %s. Use a user that may."
                                    .formatted(name, database),
                    e);
        }
    }

    private static Connection connected(Database database) {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new RecorderUnavailableException(
                    "%s cannot be used. Check address, user and password, and whether the server runs."
                            .formatted(database),
                    e);
        }
    }

    String name() {
        return name;
    }

    /** Returns the name of one of its tables, for SQL. */
    String table(String table) {
        return "\"%s\".%s".formatted(name, table);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Returns the one number that a query answers.
     *
     * @throws SQLException if that fails after several attempts
     */
    long number(String sql) throws SQLException {
        return insistently(
                () -> {
                    try (Connection connection = database.connect();
                            Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(sql)) {
                        row.next();
                        return row.getLong(1);
                    }
                });
    }

    private interface Work<T> {
        T done() throws SQLException;
    }

    private static <T> T insistently(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.done();
            } catch (SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Pause.millis(500);
            }
        }
    }

    /**
     * Ends one of the connections that are at work in this schema, or all, and returns how many
     * they were.
     */
    int endBackends(Random random) throws SQLException {
        int most = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1;
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(END_BACKENDS)) {
            statement.setString(1, name);
            statement.setString(2, table("selftest_events"));
            statement.setString(3, Integer.toString(random.nextInt()));
            statement.setInt(4, most);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * Drops the schema and all that is in it.
     *
     * @throws SQLException if that fails after several attempts
     */
    void drop() throws SQLException {
        insistently(
                () -> {
                    execute(
                            "SET lock_timeout = '3s'; DROP SCHEMA IF EXISTS \"%s\" CASCADE"
                                    .formatted(name));
                    return name;
                });
    }

    @Override
    public String toString() {
        return name;
    }
}
