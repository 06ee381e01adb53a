package org.annals.testserver;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Where a server is and who may enter. Immutable.
 *
 * @param database the one that is there from the beginning
 */
record ServerAddress(String host, int port, String user, String password, String database) {
    /** The environment variable that names a server. */
    static final String VARIABLE = "ANNALS_POSTGRES_URL";

    /** The system property that does so too, and goes first. */
    static final String PROPERTY = "annals.postgres.url";

    private static final String PART = "(?:[^:@/?%\\s]|%\\p{XDigit}{2})+";
    private static final Pattern FORM =
            Pattern.compile(
                    "postgresql://(?<user>PART):(?<password>PART)@(?<host>PART)(:(?<port>\\d{1,5}))?/(?<database>PART)"
                            .replace("PART", PART));
    private static final int USUAL_PORT = 5432;

    /** Returns the server that the environment names, or null if it names none. */
    static @Nullable ServerAddress named() {
        for (String url : new String[] {System.getProperty(PROPERTY), System.getenv(VARIABLE)}) {
            if (url != null && !url.isBlank()) {
                return parse(url);
            }
        }
        return null;
    }

    /**
     * Parses {@code postgresql://user:password@host:port/database}.
     *
     * @throws IllegalArgumentException if a part is missing, other than the port
     */
    static ServerAddress parse(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            // Without the address, which has a password.
            throw new IllegalArgumentException(
                    "The address in %s (or %s) is not understood. Write postgresql://user:password@host:port/database."
                            .formatted(VARIABLE, PROPERTY));
        }
        String port = parts.group("port");
        return new ServerAddress(
                parts.group("host"),
                port == null ? USUAL_PORT : Integer.parseInt(port),
                decoded(parts.group("user")),
                decoded(parts.group("password")),
                decoded(parts.group("database")));
    }

    String url(String database) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(encoded(user), encoded(password), host, port, encoded(database));
    }

    DataSource dataSource(String database) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static String decoded(String part) {
        // A plus sign stands for itself in these parts.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
