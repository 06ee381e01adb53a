package org.annals.postgres;

import org.annals.settings.ConfigurationException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server says of itself when a log is opened on it. Immutable.
 *
 * @param version the major version
 * @param flushes whether what is committed is on the disk: {@code fsync=on}
 */
record Server(int version, boolean flushes) {
    private static final int OLDEST = 14;
    private static final int PER_MAJOR = 10_000;
    private static final String QUESTION =
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), pg_is_in_recovery(), current_setting('fsync')::bool, current_setting('transaction_isolation')";

    /**
     * Asks, and refuses a server that cannot keep a log.
     *
     * @throws ConfigurationException if it is too old, a replica, or of another encoding, or if
     *     connections have another isolation level
     */
    static Server of(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            var server = new Server(row.getInt(1) / PER_MAJOR, row.getBoolean(4));
            if (server.version < OLDEST) {
                throw new ConfigurationException(
                        "%s is PostgreSQL %d, and %d or later is needed. Upgrade the server."
                                .formatted(where, server.version, OLDEST));
            }
            if (row.getBoolean(3)) {
                throw new ConfigurationException(
                        "%s is a read-only replica. Connect to the primary: a log is appended to and decided upon there."
                                .formatted(where));
            }
            if (!row.getString(2).equals("UTF8")) {
                throw new ConfigurationException(
                        "%s has the encoding %s, which cannot keep every text. Create a database with the encoding UTF8."
                                .formatted(where, row.getString(2)));
            }
            if (!row.getString(5).equals("read committed")) {
                throw new ConfigurationException(
                        "Connections to %s have the isolation level '%s', under which an append could not see what was committed before it. Give the data source the level 'read committed'."
                                .formatted(where, row.getString(5)));
            }
            return server;
        }
    }
}
