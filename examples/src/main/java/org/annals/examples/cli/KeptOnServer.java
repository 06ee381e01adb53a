package org.annals.examples.cli;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.recording.LogName;
import org.annals.settings.Settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A demonstration whose events are kept in a schema of a PostgreSQL database. Immutable.
 *
 * @param module the database
 */
record KeptOnServer(String logName, String schema, PersistenceModule module) implements Keeping {
    private static final Pattern AROUND_THE_PLACE = Pattern.compile("^jdbc:postgresql:/*|\\?.*$");
    private static final String SIZE =
            """
            SELECT sum(pg_total_relation_size(c.oid))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'r'
              AND c.relname = ANY (ARRAY(SELECT ? || unnest(ARRAY['log', 'events', 'tags', 'tracking', 'snapshots'])))
            """;

    @Override
    public Settings settings() {
        return Settings.of(LIMITS).using(PersistenceModule.class, module);
    }

    @Override
    public String where() {
        return "%s, schema %s, log %s".formatted(ask(KeptOnServer::place), schema, logName);
    }

    // The driver's URL may end with a password.
    private static String place(Connection connection) throws SQLException {
        return AROUND_THE_PLACE.matcher(connection.getMetaData().getURL()).replaceAll("");
    }

    @Override
    public long size() {
        return ask(this::size);
    }

    private long size(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, schema);
            statement.setString(2, LogName.of(logName).identifier() + '_');
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks on the connection that an append of nothing is lent. */
    private <T> T ask(Question<T> question) {
        var answer = new AtomicReference<T>();
        try (Recorder recorder = module.open(settings().named(logName))) {
            recorder.append(
                    AppendRequest.of(List.of())
                            .withWork(lent -> answer.set(question.ask(lent.as(Connection.class)))));
        }
        return Objects.requireNonNull(answer.get(), "answer");
    }
}
