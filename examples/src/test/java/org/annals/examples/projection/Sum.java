package org.annals.examples.projection;

import org.annals.examples.dogschool.Dog;
import org.annals.memory.MemoryTables;
import org.annals.persistence.Transaction;
import org.annals.projection.Projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The sum of all tricks, which are numbers, and how many they are: in memory or in SQL. */
interface Sum {
    Projection<Sum> PROJECTION =
            Projection.of("sum", transaction -> of(transaction, transaction.table("sums")))
                    .creating(Sum::create)
                    .clearing(Sum::drop)
                    .on(Dog.Event.TrickAdded.class, (sum, event) -> sum.add(event.trick()));

    void create() throws SQLException;

    void drop() throws SQLException;

    void add(String number) throws SQLException;

    /** Returns sum and count, as {@code 6 of 3}. */
    String total() throws SQLException;

    static Sum of(Transaction transaction, String table) {
        try {
            return new OfTables(transaction.as(MemoryTables.class), table);
        } catch (IllegalArgumentException e) {
            return new OfConnection(transaction.as(Connection.class), table);
        }
    }

    record OfTables(MemoryTables tables, String table) implements Sum {
        @Override
        public void create() {
            tables.put(table, "sum", "0");
            tables.put(table, "count", "0");
        }

        @Override
        public void drop() {
            tables.remove(table, "sum");
            tables.remove(table, "count");
        }

        @Override
        public void add(String number) {
            increase("sum", Long.parseLong(number));
            increase("count", 1);
        }

        private void increase(String row, long by) {
            long before = Long.parseLong(tables.find(table, row).orElseThrow());
            tables.put(table, row, Long.toString(before + by));
        }

        @Override
        public String total() {
            return "%s of %s"
                    .formatted(
                            tables.find(table, "sum").orElseThrow(),
                            tables.find(table, "count").orElseThrow());
        }
    }

    record OfConnection(Connection connection, String table) implements Sum {
        @Override
        public void create() throws SQLException {
            execute("CREATE TABLE %s (total BIGINT NOT NULL, numbers BIGINT NOT NULL)");
            execute("INSERT INTO %s VALUES (0, 0)");
        }

        @Override
        public void drop() throws SQLException {
            execute("DROP TABLE %s");
        }

        @Override
        public void add(String number) throws SQLException {
            execute(
                    "UPDATE %s SET total = total + "
                            + Long.parseLong(number)
                            + ", numbers = numbers + 1");
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql.formatted(table));
            }
        }

        @Override
        public String total() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT total, numbers FROM %s".formatted(table))) {
                row.next();
                return "%d of %d".formatted(row.getLong(1), row.getLong(2));
            }
        }
    }
}
