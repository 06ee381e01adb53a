package org.annals.postgres;

import org.annals.domain.TriggerScope;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.StoredEvent;
import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and functions of one log: created, migrated, checked, printed. */
final class Schema {
    // What each version has beside the one before it.
    private static final List<String> STEPS = List.of("v1/tables.sql", "v2/tables.sql");
    // Made anew by every migration, for they refuse whoever knows another version.
    private static final List<String> FUNCTIONS =
            List.of(
                    "v1/append.sql",
                    "v1/append_one.sql",
                    "v2/acquire_lease.sql",
                    "v2/release_lease.sql");
    private static final List<String> GRANTS = List.of("v1/grants.sql", "v2/grants.sql");
    private static final String SET_VERSION =
            "UPDATE {schema}.\"{log}_log\" SET schema_version = {version}";
    private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");

    private final LogSql sql;

    Schema(LogSql sql) {
        this.sql = sql;
    }

    /**
     * What is there.
     *
     * @param chained whether a hash is kept beside each event
     * @param mayInsert whether the role may insert events, and not by the functions alone
     */
    record Found(LogIdentity identity, long tableOid, boolean chained, boolean mayInsert) {}

    /** Returns everything that a new log needs, to be run by whoever owns the database. */
    String script(boolean chained) {
        var script = new StringBuilder("BEGIN;\n\n");
        files(0).forEach(file -> script.append(sql.file(file, chained)).append('\n'));
        return script.append(
                        sql.named(
                                        """
                                        INSERT INTO {schema}."{log}_log"
                                        VALUES (%s, gen_random_uuid(), gen_random_uuid(), {version}, %s,
                                                (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);

                                        COMMIT;
                                        """)
                                // Afterwards: a name may look like one of the placeholders.
                                .formatted(literal(sql.log().name()), chained))
                .toString();
    }

    /** Returns everything that a log of another version needs, to be run by its owner. */
    String migration(int from, boolean chained) {
        var script =
                new StringBuilder(
                        sql.named(
                                        """
                                        BEGIN;

                                        DO $$
                                        BEGIN
                                            IF NOT EXISTS (SELECT FROM {schema}."{log}_log" WHERE schema_version = %d AND chained = %s) THEN
                                                RAISE EXCEPTION 'This is not the migration that the log needs; nothing was changed.';
                                            END IF;
                                        END;
                                        $$;

                                        """)
                                .formatted(from, chained));
        files(from).forEach(file -> script.append(sql.file(file, chained)).append('\n'));
        return script.append(sql.named(SET_VERSION)).append(";\n\nCOMMIT;\n").toString();
    }

    private static List<String> files(int from) {
        return Stream.concat(STEPS.subList(from, STEPS.size()).stream(), FUNCTIONS.stream())
                .toList();
    }

    String grants(String writer, String reader) {
        return GRANTS.stream()
                .map(sql::file)
                .collect(Collectors.joining("\n"))
                .replace("{writer}", quotedRole(writer))
                .replace("{reader}", quotedRole(reader));
    }

    private static String quotedRole(String role) {
        if (!ROLE.matcher(role).matches()) {
            throw new ConfigurationException(
                    "'%s' is not a name that a role is granted rights by. Use letters, digits and underscores."
                            .formatted(role));
        }
        return '"' + role + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Brings the tables to this version, unless they are to be left alone, and checks them. */
    Found prepare(Connection connection, Postgres options, String where) throws SQLException {
        requireSchema(connection, where);
        connection.setAutoCommit(false);
        try {
            limit(connection, options.timeouts());
            if (options.policy() == Postgres.SchemaPolicy.CREATE
                    && version(connection) < LogSql.VERSION) {
                lock(connection);
                // Another process may have done it meanwhile.
                bringUpToDate(connection, version(connection), options, where);
            }
            Found found = verified(connection, options, where);
            connection.commit();
            return found;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void bringUpToDate(Connection connection, int version, Postgres options, String where)
            throws SQLException {
        if (version == 0) {
            create(connection, options.requiresHashChain(), where);
        } else if (version < LogSql.VERSION) {
            migrate(connection, version, where);
        }
    }

    private void requireSchema(Connection connection, String where) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM pg_namespace WHERE nspname = ?")) {
            statement.setString(1, sql.schema());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new ConfigurationException(
                            "%s has no schema '%s'. Create it, or set POSTGRES_SCHEMA to another."
                                    .formatted(where, sql.schema()));
                }
            }
        }
    }

    // Whoever stops in here does not stop those who wait for it.
    private static void limit(Connection connection, Timeouts timeouts) throws SQLException {
        String settings =
                "SELECT set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";
        try (PreparedStatement statement = connection.prepareStatement(settings)) {
            statement.setString(1, Timeouts.text(timeouts.statement()));
            statement.setString(2, Timeouts.text(timeouts.idle()));
            statement.execute();
        }
    }

    // Not to_regclass, which may remember from before the lock that there was nothing.
    private boolean exists(Connection connection) throws SQLException {
        String select =
                "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, sql.schema());
            statement.setString(2, sql.named("{log}_log"));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Returns the version of the tables, 0 if there are none. */
    private int version(Connection connection) throws SQLException {
        if (!exists(connection)) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                sql.named("SELECT schema_version FROM {schema}.\"{log}_log\""))) {
            return row.next() ? row.getInt(1) : LogSql.VERSION;
        }
    }

    private void migrate(Connection connection, int from, String where) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean chained = isChained(statement);
            for (String file : files(from)) {
                statement.execute(sql.file(file, chained));
            }
            statement.execute(sql.named(SET_VERSION));
        } catch (SQLException e) {
            if (PostgresErrors.isOfMissingRights(e)) {
                throw new ConfigurationException(
                        "%s does not let this user migrate the log '%s' from schema version %d to %d; nothing was changed. Let the owner of its tables open it, or run the SQL that Postgres.migrationSql and grantsSql print."
                                .formatted(where, sql.log().name(), from, LogSql.VERSION),
                        e);
            }
            throw e;
        }
    }

    private boolean isChained(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(sql.named("SELECT chained FROM {schema}.\"{log}_log\""))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(?, hashtext(?))")) {
            statement.setInt(1, LogSql.LOCK_SPACE);
            statement.setString(2, sql.named("{schema}.{log}"));
            statement.execute();
        }
    }

    private void create(Connection connection, boolean chained, String where) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String file : files(0)) {
                statement.execute(sql.file(file, chained));
            }
        } catch (SQLException e) {
            if (PostgresErrors.isOfMissingRights(e)) {
                throw new ConfigurationException(
                        "%s does not let this user create tables in schema '%s'. Let an owner run the SQL that Postgres.schemaSql and grantsSql print, and open with CREATE_TABLE=n."
                                .formatted(where, sql.schema()),
                        e);
            }
            throw e;
        }
        TriggerScope scope = TriggerScope.current();
        String insert = sql.named("INSERT INTO {schema}.\"{log}_log\" VALUES (?, ?, ?, ?, ?, ?)");
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, sql.log().name());
            statement.setObject(2, scope.nextId());
            statement.setObject(3, scope.nextId());
            statement.setInt(4, LogSql.VERSION);
            statement.setBoolean(5, chained);
            statement.setLong(6, StoredEvent.microsOf(scope.now()));
            statement.executeUpdate();
        }
    }

    private Found verified(Connection connection, Postgres options, String where)
            throws SQLException {
        if (!exists(connection)) {
            throw new ConfigurationException(
                    sql.named(
                                    "The tables {log}_events, {log}_tags, {log}_tracking, {log}_snapshots, {log}_parked, {log}_timers and {log}_log are not in schema {schema} of %s, and CREATE_TABLE is off. Switch it on once, or run the SQL that Postgres.schemaSql prints.")
                            .formatted(where));
        }
        String select =
                sql.named(
                        """
                        SELECT name, log_id, incarnation, schema_version, e.oid, chained, has_table_privilege(e.oid, 'INSERT')
                        FROM {schema}."{log}_log",
                             (SELECT '{schema}."{log}_events"'::regclass::oid AS oid) e
                        """);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            if (!row.next()) {
                throw new ConfigurationException(
                        sql.named(
                                        "The table {schema}.\"{log}_log\" in %s has no row. Restore it from a backup.")
                                .formatted(where));
            }
            int version = row.getInt(4);
            if (version > 0 && version < LogSql.VERSION) {
                throw new ConfigurationException(
                        "The log '%s' in %s has schema version %d, this release needs version %d, and CREATE_TABLE is off. Let the owner of its tables run the SQL that Postgres.%s prints, or switch it on once; nothing was changed."
                                .formatted(
                                        sql.log().name(),
                                        where,
                                        version,
                                        LogSql.VERSION,
                                        row.getBoolean(6)
                                                ? "chainedMigrationSql"
                                                : "migrationSql"));
            }
            if (version != LogSql.VERSION) {
                throw new ConfigurationException(
                        "The log '%s' in %s has schema version %d, and this release knows version %d. Use a newer release; nothing was changed."
                                .formatted(sql.log().name(), where, version, LogSql.VERSION));
            }
            sql.log().requireSame(row.getString(1));
            var identity =
                    new LogIdentity(
                            sql.log().name(),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class));
            boolean chained = row.getBoolean(6);
            if (options.requiresHashChain() && !chained) {
                throw new ConfigurationException(
                        "A hash chain is asked for, and the log '%s' in %s was created without one. Open it without, or create another log; nothing was changed."
                                .formatted(sql.log().name(), where));
            }
            return new Found(identity, row.getLong(5), chained, row.getBoolean(7));
        }
    }
}
