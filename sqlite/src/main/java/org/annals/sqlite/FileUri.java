package org.annals.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code file:} URI names, as SQLite reads one (sqlite.org/uri.html). Immutable.
 *
 * @param path the path, decoded; it may be relative
 * @param mode the value of {@code mode} in the query, or empty
 */
record FileUri(String path, String mode) {
    static final String SCHEME = "file:";

    private static final Pattern PARTS =
            Pattern.compile(
                    "file:(?://(?<host>[^/?#]*))?(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?",
                    Pattern.DOTALL);
    private static final Pattern AND = Pattern.compile("&");

    /**
     * Takes a URI apart.
     *
     * @throws ConfigurationException if it names nothing on this machine
     */
    static FileUri parse(String uri) {
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches()) {
            throw wrong(uri, null);
        }
        String host = parts.group("host");
        boolean here = host == null || host.isEmpty() || host.equals("localhost");
        String path = decoded(parts.group("path"), uri);
        String query = parts.group("query");
        String mode = query == null ? "" : mode(query, uri);
        if (!here || (path.isEmpty() && !mode.equals("memory"))) {
            throw wrong(uri, null);
        }
        return new FileUri(path, mode);
    }

    private static String mode(String query, String uri) {
        return AND.splitAsStream(query)
                .map(each -> decoded(each, uri))
                .filter(each -> each.startsWith("mode="))
                .map(each -> each.substring("mode=".length()))
                // The last one counts.
                .reduce("", (before, last) -> last);
    }

    private static String decoded(String text, String uri) {
        try {
            // Here a plus is a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(uri, e);
        }
    }

    /** Returns the file, which need not be there. */
    Path toPath() {
        try {
            return Path.of(path).toAbsolutePath();
        } catch (IllegalArgumentException e) {
            throw wrong(SCHEME + path, e);
        }
    }

    private static ConfigurationException wrong(String uri, @Nullable Exception cause) {
        return new ConfigurationException(
                "SQLITE_DBNAME is '%s', which names no file of this machine. Use a path, :memory: or a URI such as file:/data/school.db."
                        .formatted(uri),
                cause);
    }
}
