package org.annals.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which database of which server, and as whom. Immutable.
 *
 * @param password asked for each new connection
 * @param sslMode as in libpq
 * @param sslRootCert a file, or null
 */
record ServerAddress(
        String host,
        int port,
        String database,
        String user,
        Supplier<String> password,
        String sslMode,
        @Nullable String sslRootCert) {
    static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    static final int DEFAULT_PORT = 5432;

    private static final List<String> SCHEMES = List.of("postgresql", "postgres");
    private static final String FORM = "postgresql://user:password@host:5432/database";
    private static final long CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 40;

    ServerAddress {
        requireNonNull(host, "host");
        requireNonNull(database, "database");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(sslMode, "sslMode");
    }

    static ServerAddress parse(String text) {
        URI uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        String path = uri.getPath();
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme())
                || uri.getHost() == null
                || path == null
                || path.length() < 2) {
            throw wrong("it is not one");
        }
        Map<String, String> parameters = parameters(uri.getRawQuery());
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        return new ServerAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.substring(1),
                parameters.getOrDefault("user", user),
                () -> parameters.getOrDefault("password", password),
                sslMode(parameters.getOrDefault("sslmode", "prefer")),
                parameters.get("sslrootcert"));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message has the whole text, and so the password.
            throw wrong("it is not one: " + e.getReason());
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null) {
            return parameters;
        }
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String key = equals < 0 ? each : each.substring(0, equals);
            if (!List.of("user", "password", "sslmode", "sslrootcert").contains(key)) {
                throw wrong(
                        "its parameter '%s' is not one of user, password, sslmode, sslrootcert"
                                .formatted(key));
            }
            parameters.put(key, decoded(equals < 0 ? "" : each.substring(equals + 1)));
        }
        return parameters;
    }

    private static String sslMode(String mode) {
        if (!SSL_MODES.contains(mode)) {
            throw wrong(
                    "its sslmode '%s' is not one of %s"
                            .formatted(mode, String.join(", ", SSL_MODES)));
        }
        return mode;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static ConfigurationException wrong(String why) {
        return new ConfigurationException(
                "The URL of a database should look like %s; %s.".formatted(FORM, why));
    }

    /**
     * Returns a source of new connections to this address.
     *
     * @param longestWait for each; 10 seconds at most
     */
    PGSimpleDataSource dataSource(Duration longestWait) {
        int connectSeconds = (int) Math.clamp(longestWait.toSeconds(), 1, CONNECT_SECONDS);
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setApplicationName("annals");
        source.setConnectTimeout(connectSeconds);
        source.setLoginTimeout(connectSeconds);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        source.setSslMode(sslMode);
        if (sslRootCert != null) {
            source.setSslRootCert(sslRootCert);
        }
        return source;
    }

    /** Returns where it is, without who goes there. */
    @Override
    public String toString() {
        return "%s:%d/%s".formatted(host, port, database);
    }
}
