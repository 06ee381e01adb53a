package org.annals.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL for the tables of one log. Immutable.
 *
 * @param schema in which they are: lower-case letters, digits and underscores, at most 48
 * @param log whose they are
 */
record LogSql(String schema, LogName log) {
    /** The schema version that this release writes. */
    static final int VERSION = 2;

    /** Makes the keys of our advisory locks unlike those of anybody else: "Anna". */
    static final int LOCK_SPACE = 0x416e6e61;

    /** The key of the lock of one log, by its table. */
    static final String LOCK_KEY =
            "({lock_space}::bigint << 32) | '{schema}.\"{log}_events\"'::regclass::oid::bigint";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,47}");

    /**
     * @throws ConfigurationException if the schema's name is not such an identifier
     */
    LogSql {
        requireNonNull(log, "log");
        if (!IDENTIFIER.matcher(schema).matches()) {
            throw new ConfigurationException(
                    "POSTGRES_SCHEMA should be a lower-case letter or underscore, then up to 47 more, or digits; was '%s'."
                            .formatted(schema));
        }
    }

    /** Returns SQL with the log's names in place of {@code {schema}} and {@code {log}}. */
    String named(String sql) {
        return sql.replace("{schema}", '"' + schema + '"')
                .replace("{log}", log.identifier())
                .replace("{version}", Integer.toString(VERSION))
                .replace("{lock_space}", Integer.toString(LOCK_SPACE));
    }

    /**
     * Returns the SQL of a file that creates something, with the log's names in it: without the
     * lines that are for chained logs alone, or for others alone.
     */
    String file(String name, boolean chained) {
        return file(name)
                .lines()
                .filter(line -> !line.endsWith(chained ? "-- unless chained" : "-- if chained"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns the SQL of a file, with the log's names in it. */
    String file(String name) {
        try (InputStream stream = LogSql.class.getResourceAsStream("schema/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks schema/" + name + ".");
            }
            return named(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name of the channel on which this log's followers are woken. */
    static String channel(long tableOid) {
        return "annals_" + tableOid;
    }
}
