package org.annals.examples.selftest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.postgres.Postgres;
import org.annals.postgres.PostgresModule;
import org.annals.postgres.PostgresRecorder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A PostgreSQL database and who may enter. Immutable.
 *
 * @param parameters {@code sslmode} and {@code sslrootcert}, or less
 */
public record Database(
        String host,
        int port,
        String name,
        String user,
        String password,
        Map<String, String> parameters) {
    /** What the log of the selftest is called. */
    static final String LOG = "Selftest";

    private static final int USUAL_PORT = 5432;
    private static final String SSLMODE = "sslmode";
    private static final String SSLROOTCERT = "sslrootcert";
    private static final String SECONDS = "20";

    /** Copies the parameters. */
    public Database {
        requireNonNull(host, "host");
        requireNonNull(name, "name");
        parameters = Map.copyOf(parameters);
    }

    /**
     * Returns the database of a URL such as {@code postgresql://user:password@host:5432/database}.
     *
     * @throws ConfigurationException if it is not such a URL; the message has no password
     */
    public static Database parse(String url) {
        // What is not understood is refused there.
        requireNonNull(Postgres.url(url), "database");
        URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        Map<String, String> given = parameters(uri.getRawQuery());
        Map<String, String> parameters = new HashMap<>(given);
        parameters.keySet().retainAll(List.of(SSLMODE, SSLROOTCERT));
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        return new Database(
                uri.getHost(),
                uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                uri.getPath().substring(1),
                given.getOrDefault("user", user.isEmpty() ? ofSystem() : user),
                given.getOrDefault("password", password),
                parameters);
    }

    // As every other client of PostgreSQL does.
    private static String ofSystem() {
        return System.getProperty("user.name");
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String each : query.split("&", -1)) {
                String[] both = each.split("=", 2);
                parameters.put(both[0], both.length < 2 ? "" : decoded(both[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    /**
     * Returns the database that settings name.
     *
     * @throws ConfigurationException if one is missing
     */
    public static Database of(Settings settings) {
        NamedSettings named = settings.named(LOG);
        Map<String, String> parameters = new HashMap<>();
        named.find("POSTGRES_SSLMODE").ifPresent(mode -> parameters.put(SSLMODE, mode));
        named.find("POSTGRES_SSLROOTCERT").ifPresent(file -> parameters.put(SSLROOTCERT, file));
        return new Database(
                named.required("POSTGRES_HOST"),
                named.number("POSTGRES_PORT", USUAL_PORT, 1, 65_535),
                named.required("POSTGRES_DBNAME"),
                named.required("POSTGRES_USER"),
                named.text("POSTGRES_PASSWORD", ""),
                parameters);
    }

    /** Returns this database behind a proxy, whose certificate has another name. */
    Database behind(String proxyHost, int proxyPort) {
        Map<String, String> others = new HashMap<>(parameters);
        others.replace(SSLMODE, "verify-full", "verify-ca");
        return new Database(proxyHost, proxyPort, name, user, password, others);
    }

    /** Returns the URL, with the password. */
    String url() {
        String query =
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining("&"));
        return "postgresql://%s:%s@%s:%d/%s%s"
                .formatted(
                        encoded(user),
                        encoded(password),
                        host,
                        port,
                        encoded(name),
                        query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Opens a connection of one's own. */
    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.putAll(parameters);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "annals selftest");
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", "40");
        properties.setProperty("tcpKeepAlive", "true");
        String url = "jdbc:postgresql://%s:%d/%s".formatted(host, port, encoded(name));
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Opens and closes so many connections at once, as with fewer a hunt would wait for ever.
     *
     * @throws ConfigurationException if there are too few; none at all is not said here
     */
    void requireConnections(int count) {
        List<Connection> open = new ArrayList<>();
        try {
            while (open.size() < count) {
                open.add(connect());
            }
        } catch (SQLException e) {
            if (!open.isEmpty()) {
                throw new ConfigurationException(
                        "A selftest needs %d connections, and %d were to be had of %s. Raise the limit of the server or the user."
                                .formatted(count, open.size(), this),
                        e);
            }
        } finally {
            open.forEach(Database::close);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone all the same.
            return;
        }
    }

    /** Opens the log in a schema, with few connections: others use this server too. */
    PostgresRecorder open(String schema) {
        Map<String, String> values = new HashMap<>();
        values.put("POSTGRES_HOST", host);
        values.put("POSTGRES_PORT", Integer.toString(port));
        values.put("POSTGRES_DBNAME", name);
        values.put("POSTGRES_USER", user);
        values.put("POSTGRES_SCHEMA", schema);
        values.put("POSTGRES_POOL_SIZE", "2");
        values.put("POSTGRES_MAX_OVERFLOW", "4");
        values.put("POSTGRES_CONNECT_TIMEOUT", "5s");
        parameters.forEach(
                (key, value) -> values.put("POSTGRES_" + key.toUpperCase(Locale.ROOT), value));
        // It may be empty, which a setting may not.
        Settings settings =
                Settings.only(values).using(PostgresModule.PasswordSupplier.class, () -> password);
        return new PostgresModule().open(settings.named(LOG));
    }

    /** Returns where it is, without who goes there. */
    @Override
    public String toString() {
        return "%s:%d/%s".formatted(host, port, name);
    }
}
