package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.postgres.Postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database of a server, and who may enter. Immutable.
 *
 * @param text {@code postgresql://user:password@host:5432/database}
 */
record PostgresUrl(String text) {
    /**
     * @throws org.annals.settings.ConfigurationException if the library does not take it either;
     *     the message has no password
     */
    PostgresUrl {
        Postgres.url(text);
    }

    /** Returns the library's options for a schema of this database. */
    Postgres options(String schema) {
        return Postgres.url(text).withSchema(schema);
    }

    /** Opens a connection whose commits are durable, whatever the server's default is. */
    Connection connect() throws SQLException {
        URI uri = uri();
        String parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var login = new Properties();
        String[] names = {"user", "password"};
        String[] values = uri.getRawUserInfo() == null ? names : uri.getRawUserInfo().split(":", 2);
        for (int i = 0; i < values.length && uri.getRawUserInfo() != null; i++) {
            login.setProperty(names[i], URLDecoder.decode(values[i].replace("+", "%2B"), UTF_8));
        }
        Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + this + parameters, login);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private URI uri() {
        return URI.create(text.replaceFirst("^jdbc:", ""));
    }

    /** Returns where it is, without who goes there. */
    @Override
    public String toString() {
        URI uri = uri();
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
    }
}
