package org.annals.benchmarks;

import org.annals.domain.Origin;
import org.annals.domain.TriggerScope;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * W1 by hand beside PostgreSQL. Rows are encoded beforehand, so only what a database must do is
 * measured. Immutable.
 */
record PostgresAppends(PostgresUrl url, AppendLoad load, List<RawRow> rows) {
    // More would be refused by many a server.
    private static final int MOST_CONNECTIONS = 32;
    private static final String INSERT =
            "INSERT INTO events (event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data) VALUES (?, ?, ?, ?, 1, '{}', ?, '', ?)";

    List<Side> sides() {
        List<Side> sides = new ArrayList<>();
        if (load.writers() == 1) {
            sides.add(Side.yardstick("insert, autocommit", watch -> inserted(Lock.NONE, watch)));
        } else if (load.writers() <= MOST_CONNECTIONS) {
            sides.add(Side.yardstick("lock, insert, commit", watch -> inserted(Lock.LOG, watch)));
            sides.add(Side.yardstick("insert, unordered", watch -> inserted(Lock.NONE, watch)));
        }
        sides.add(Side.yardstick("COPY, one transaction", this::copied));
        return sides;
    }

    /** What a writer holds from before its insert to the commit. */
    private enum Lock {
        NONE,
        LOG
    }

    /** Inserts through a connection for each writer, each save a transaction of its own. */
    private Sample inserted(Lock lock, Stopwatch watch) throws Exception {
        try (var log = PostgresLog.create(url)) {
            List<RowWriter> writers = new ArrayList<>();
            for (int i = 0; i < load.writers(); i++) {
                writers.add(new RowWriter(log.connect(), lock));
            }
            var running = new Workers();
            Sample sample = running.measure(writers, watch);
            log.check(0, running.count() * load.events());
            return sample;
        }
    }

    /** Appends what as many writers would, in one transaction. */
    private Sample copied(Stopwatch watch) throws Exception {
        try (var log = PostgresLog.create(url)) {
            List<String> aggregates = new ArrayList<>();
            for (int i = 0; i < load.writers(); i++) {
                aggregates.add(TriggerScope.current().nextId().toString());
            }
            long position = 0;
            Connection connection = log.connect();
            Reading begin = watch.read();
            try (var copy = BinaryCopy.into(connection)) {
                for (long version = 1;
                        position < load.events() || isGoingOn(begin, watch);
                        version++) {
                    for (String each : aggregates) {
                        copy.write(
                                ++position,
                                TriggerScope.current().nextId(),
                                new Origin(each, version),
                                rows.get((int) (position % rows.size())),
                                List.of());
                    }
                }
            }
            Reading end = watch.read();
            log.check(0, position);
            return begin.until(end, position / load.events(), new Latencies());
        }
    }

    private static boolean isGoingOn(Reading begin, Stopwatch watch) {
        return System.nanoTime() - begin.nanos() < watch.length().toNanos();
    }

    /** One thread's connection and aggregate. */
    private final class RowWriter implements Workers.Worker {
        private final Connection connection;
        private final PreparedStatement lock;
        private final PreparedStatement insert;
        private final String aggregateId = TriggerScope.current().nextId().toString();
        private long version;

        RowWriter(Connection connection, Lock lock) throws SQLException {
            this.connection = connection;
            this.lock = connection.prepareStatement(PostgresLog.LOCK);
            this.insert = connection.prepareStatement(INSERT);
            connection.setAutoCommit(lock == Lock.NONE);
        }

        @Override
        public void work() throws SQLException {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                lock.execute();
            }
            insert();
            if (!autoCommit) {
                connection.commit();
            }
        }

        /** Inserts the rows of one save, in one round trip and one transaction. */
        private void insert() throws SQLException {
            if (load.events() == 1) {
                bind();
                insert.executeUpdate();
                return;
            }
            for (int i = 0; i < load.events(); i++) {
                bind();
                insert.addBatch();
            }
            insert.executeBatch();
        }

        private void bind() throws SQLException {
            RawRow row = rows.get((int) (version % rows.size()));
            insert.setObject(1, TriggerScope.current().nextId());
            insert.setString(2, aggregateId);
            insert.setLong(3, ++version);
            insert.setString(4, row.type);
            insert.setLong(5, row.recordedAt);
            insert.setBytes(6, row.json);
        }
    }
}
