package org.annals.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.TriggerScope;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogNotEmptyException;
import org.annals.persistence.StoredEvent;
import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Creates, migrates and checks the tables of one log. */
final class Schema {
    // What each version has beside the one before it.
    private static final List<String> STEPS = List.of("v1/tables.sql", "v2/tables.sql");
    private static final int VERSION = STEPS.size();
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\R|$)");

    private final Connections connections;
    private final LogName name;
    private final Sqlite options;

    Schema(Connections connections, LogName name, Sqlite options) {
        this.connections = connections;
        this.name = name;
        this.options = options;
    }

    /** Returns the SQL with the log's identifier in place of {@code {log}}. */
    static String named(String sql, LogName name) {
        return sql.replace("{log}", name.identifier());
    }

    /** Looks, without writing, and refuses what cannot be opened. */
    void check(Connection connection) throws SQLException {
        if (exists(connection)) {
            requireCurrent(found(connection));
        } else if (options.schema() == Sqlite.SchemaPolicy.VERIFY) {
            throw new ConfigurationException(
                    named(
                                    "The tables {log}_events, {log}_tags, {log}_tracking, {log}_snapshots, {log}_parked, {log}_timers and {log}_log are not in %s, and CREATE_TABLE is off. Switch it on once.",
                                    name)
                            .formatted(connections.where()));
        }
    }

    private void requireCurrent(Found found) {
        if (found.version() < VERSION && options.schema() == Sqlite.SchemaPolicy.VERIFY) {
            throw new ConfigurationException(
                    "The log '%s' in %s has schema version %d, this release needs version %d, and CREATE_TABLE is off. Switch it on once, to migrate the log; nothing was changed."
                            .formatted(name.name(), connections.where(), found.version(), VERSION));
        }
    }

    /**
     * Returns which log the tables hold. If they are not there they are created, and if they are of
     * an older version they are migrated, under the write lock; else nothing is locked.
     */
    KnownLog prepare(Connection connection) throws SQLException {
        if (connections.retried(() -> exists(connection))) {
            Found found = connections.retried(() -> found(connection));
            requireCurrent(found);
            if (found.version() == VERSION) {
                return found.log();
            }
        }
        return broughtUpToDate(connection);
    }

    /** A log, and whether it keeps a hash beside each event. */
    record KnownLog(LogIdentity identity, boolean isChained) {}

    private record Found(int version, KnownLog log) {}

    private KnownLog broughtUpToDate(Connection connection) throws SQLException {
        connections.retried(
                () -> {
                    Connections.execute(connection, "BEGIN IMMEDIATE");
                    return connection;
                });
        try {
            // Another process may have done it meanwhile.
            if (!exists(connection)) {
                create(connection);
            }
            Found found = found(connection);
            if (found.version() < VERSION) {
                migrate(connection, found.version());
            }
            Connections.execute(connection, "COMMIT");
            return found.log();
        } catch (SQLException | RuntimeException e) {
            SqliteWriter.rollBack(connection, e);
            throw e;
        }
    }

    private boolean exists(Connection connection) throws SQLException {
        String sql =
                named(
                        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{log}_log'",
                        name);
        return Connections.text(connection, sql).equals("1");
    }

    private void create(Connection connection) throws SQLException {
        takeSteps(connection, 0);
        TriggerScope scope = TriggerScope.current();
        String insert = named("INSERT INTO \"{log}_log\" VALUES (?, ?, ?, ?, ?, ?)", name);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, name.name());
            statement.setBytes(2, EventRows.bytes(scope.nextId()));
            statement.setBytes(3, EventRows.bytes(scope.nextId()));
            statement.setInt(4, VERSION);
            statement.setInt(5, options.requiresHashChain() ? 1 : 0);
            statement.setLong(6, StoredEvent.microsOf(scope.now()));
            statement.executeUpdate();
        }
    }

    private void migrate(Connection connection, int from) throws SQLException {
        takeSteps(connection, from);
        Connections.execute(
                connection, named("UPDATE \"{log}_log\" SET schema_version = " + VERSION, name));
    }

    private void takeSteps(Connection connection, int from) throws SQLException {
        for (String file : STEPS.subList(from, VERSION)) {
            List<String> statements =
                    STATEMENT_END.splitAsStream(named(resource(file), name)).toList();
            for (String statement : statements) {
                if (!statement.isBlank()) {
                    Connections.execute(connection, statement);
                }
            }
        }
    }

    private Found found(Connection connection) throws SQLException {
        String select =
                named(
                        "SELECT name, log_id, incarnation, schema_version, chained FROM \"{log}_log\"",
                        name);
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new ConfigurationException(
                        named(
                                        "The table {log}_log in %s has no row. Restore it from a backup.",
                                        name)
                                .formatted(connections.where()));
            }
            int version = row.getInt(4);
            if (version < 1 || version > VERSION) {
                throw new ConfigurationException(
                        "The log '%s' in %s has schema version %d, and this release knows version %d. Use a newer release; nothing was changed."
                                .formatted(name.name(), connections.where(), version, VERSION));
            }
            name.requireSame(row.getString(1));
            UUID logId = EventRows.uuid(row.getBytes(2));
            boolean chained = row.getInt(5) != 0;
            if (options.requiresHashChain() && !chained) {
                throw new ConfigurationException(
                        "A hash chain is asked for, and the log '%s' in %s was created without one. Open it without, or create another log; nothing was changed."
                                .formatted(name.name(), connections.where()));
            }
            var identity = new LogIdentity(name.name(), logId, EventRows.uuid(row.getBytes(3)));
            return new Found(version, new KnownLog(identity, chained));
        }
    }

    /**
     * Makes the log another one, in the write transaction that the connection is in.
     *
     * @throws LogNotEmptyException if there is an event
     */
    static void adopt(Connection connection, LogName name, LogIdentity identity)
            throws SQLException {
        String head =
                Connections.text(
                        connection,
                        named("SELECT coalesce(max(position), 0) FROM \"{log}_events\"", name));
        if (!head.equals("0")) {
            throw new LogNotEmptyException(name.name(), Long.parseLong(head));
        }
        String update = named("UPDATE \"{log}_log\" SET log_id = ?, incarnation = ?", name);
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setBytes(1, EventRows.bytes(identity.logId()));
            statement.setBytes(2, EventRows.bytes(identity.incarnation()));
            statement.executeUpdate();
        }
    }

    private static String resource(String file) {
        try (InputStream stream = Schema.class.getResourceAsStream("schema/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks schema/" + file + ".");
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
