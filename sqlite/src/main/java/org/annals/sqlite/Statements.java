package org.annals.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared statements of one connection, the least recently used dropped. For one thread at a time.
 */
final class Statements implements AutoCloseable {
    private static final int MOST = 64;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(MOST, 0.75f, true);

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
            if (prepared.size() > MOST) {
                var oldest = prepared.entrySet().iterator();
                oldest.next().getValue().close();
                oldest.remove();
            }
        }
        return statement;
    }

    void execute(String sql) throws SQLException {
        try {
            prepare(sql).execute();
        } catch (SQLException e) {
            forget();
            throw e;
        }
    }

    /**
     * Drops the prepared statements: the driver cannot use one again once it has failed, and does
     * not say which has.
     */
    void forget() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It has failed before, which is why it goes.
            }
        }
        prepared.clear();
    }

    /** Closes the connection, and with it the statements. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
