package org.annals.benchmarks;

import org.annals.memory.MemoryTables;
import org.annals.persistence.Transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * A view that counts by key: what is counted in a transaction is written at its end, one row for
 * each key. For one transaction.
 */
final class Counters {
    private final Rows rows;
    private final Map<String, Long> counted = new TreeMap<>();

    private Counters(Rows rows) {
        this.rows = rows;
    }

    /** Returns those in a table of whatever database lends a transaction. */
    static Counters of(Transaction transaction, String table) {
        try {
            return new Counters(new InMemory(transaction.as(MemoryTables.class), table));
        } catch (IllegalArgumentException e) {
            return of(transaction.as(Connection.class), table);
        }
    }

    /** Returns those in a table of an SQL database. */
    static Counters of(Connection connection, String table) {
        return new Counters(new InSql(connection, table));
    }

    void create() throws SQLException {
        rows.create();
    }

    void count(String key) {
        counted.merge(key, 1L, Long::sum);
    }

    /** Writes what was counted. */
    void flush() throws SQLException {
        rows.add(counted);
        counted.clear();
    }

    /** Returns the sum of all counters. */
    long total() throws SQLException {
        return rows.total();
    }

    /** Where the counters are. */
    private interface Rows {
        void create() throws SQLException;

        void add(Map<String, Long> counts) throws SQLException;

        long total() throws SQLException;
    }

    private record InMemory(MemoryTables tables, String table) implements Rows {
        @Override
        public void create() {}

        @Override
        public void add(Map<String, Long> counts) {
            counts.forEach(
                    (key, count) -> {
                        long before = tables.find(table, key).map(Long::parseLong).orElse(0L);
                        tables.put(table, key, Long.toString(before + count));
                    });
        }

        @Override
        public long total() {
            return tables.rows(table).values().stream().mapToLong(Long::parseLong).sum();
        }
    }

    private record InSql(Connection connection, String table) implements Rows {
        @Override
        public void create() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE %s (id VARCHAR(100) PRIMARY KEY, n BIGINT NOT NULL)"
                                .formatted(table));
            }
        }

        @Override
        public void add(Map<String, Long> counts) throws SQLException {
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                addAtOnce(counts);
            } else {
                addEach(counts);
            }
        }

        // What a statement for each row costs there is most of what a row costs.
        private void addAtOnce(Map<String, Long> counts) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement(upsert("SELECT * FROM unnest(?, ?)"))) {
                statement.setArray(1, connection.createArrayOf("text", counts.keySet().toArray()));
                statement.setArray(
                        2, connection.createArrayOf("bigint", counts.values().toArray()));
                statement.executeUpdate();
            }
        }

        private void addEach(Map<String, Long> counts) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement(upsert("VALUES (?, ?)"))) {
                for (Map.Entry<String, Long> each : counts.entrySet()) {
                    statement.setString(1, each.getKey());
                    statement.setLong(2, each.getValue());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        private String upsert(String rows) {
            return "INSERT INTO %1$s (id, n) %2$s ON CONFLICT (id) DO UPDATE SET n = %1$s.n + excluded.n"
                    .formatted(table, rows);
        }

        @Override
        public long total() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT coalesce(sum(n), 0) FROM %s".formatted(table))) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
