package org.annals.examples.systems;

import org.annals.memory.MemoryTables;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows of a user's own, in memory or in SQL, as they are written with events. */
interface Rows {
    String TABLE = "rows_seen";

    void add(String key) throws SQLException;

    int count() throws SQLException;

    /** Returns those that a transaction writes, and makes their table if it is not there. */
    static Rows of(Transaction transaction) throws SQLException {
        try {
            return new OfTables(transaction.as(MemoryTables.class));
        } catch (IllegalArgumentException e) {
            return OfConnection.of(transaction.as(Connection.class));
        }
    }

    /** Counts those beside a log. */
    static int countIn(Recorder recorder) {
        List<Integer> counts = new ArrayList<>();
        recorder.append(
                AppendRequest.of(List.of())
                        .withWork(transaction -> counts.add(of(transaction).count())));
        return counts.getFirst();
    }

    record OfTables(MemoryTables tables) implements Rows {
        @Override
        public void add(String key) {
            tables.put(TABLE, key, "");
        }

        @Override
        public int count() {
            return tables.rows(TABLE).size();
        }
    }

    record OfConnection(Connection connection) implements Rows {
        static OfConnection of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS " + TABLE + " (k VARCHAR(99) PRIMARY KEY)");
            }
            return new OfConnection(connection);
        }

        @Override
        public void add(String key) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (?)")) {
                insert.setString(1, key);
                insert.executeUpdate();
            }
        }

        @Override
        public int count() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM " + TABLE)) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
