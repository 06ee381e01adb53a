package org.annals.postgres.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

/**
 * Schemas for stores, one for each that is open at a time. The first to use one finds nothing in
 * it; for the others it is emptied and becomes another log: to make tables and functions, and to
 * plan their statements, takes longer than most tests. May be shared between threads.
 */
final class EmptyStores {
    static final EmptyStores PLAIN = new EmptyStores();

    /** Of logs that keep a hash beside each event. */
    static final EmptyStores CHAINED = new EmptyStores();

    private static final AtomicLong MADE = new AtomicLong();

    private final ConcurrentLinkedQueue<String> free = new ConcurrentLinkedQueue<>();

    private EmptyStores() {}

    /** Returns the name of a schema with an empty store, or with none. */
    String take(DataSource dataSource) {
        String used = free.poll();
        return used == null ? made(dataSource) : used;
    }

    private static String made(DataSource dataSource) {
        String schema = "contract_" + MADE.incrementAndGet();
        execute(
                dataSource,
                """
                DROP SCHEMA IF EXISTS %1$s CASCADE;
                CREATE SCHEMA %1$s;
                CREATE TABLE %1$s.rows (k text PRIMARY KEY, v text);
                """
                        .formatted(schema));
        return schema;
    }

    /** Empties a store that is closed. */
    void giveBack(DataSource dataSource, String schema) {
        execute(
                dataSource,
                """
                DELETE FROM %1$s.contract_events;
                DELETE FROM %1$s.contract_tags;
                DELETE FROM %1$s.contract_tracking;
                DELETE FROM %1$s.contract_snapshots;
                DELETE FROM %1$s.contract_parked;
                DELETE FROM %1$s.contract_timers;
                DELETE FROM %1$s.rows;
                UPDATE %1$s.contract_log SET log_id = gen_random_uuid(), incarnation = gen_random_uuid();
                """
                        .formatted(schema));
        free.add(schema);
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
