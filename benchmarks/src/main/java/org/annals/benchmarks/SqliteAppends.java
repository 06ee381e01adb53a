package org.annals.benchmarks;

import org.annals.domain.TriggerScope;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * W1 by hand beside SQLite. Rows are encoded beforehand, so only what a database must do is
 * measured. Immutable.
 */
record SqliteAppends(AppendLoad load, List<RawRow> rows) {
    List<Side> sides() {
        boolean single = load.writers() == 1 && load.events() == 1;
        return List.of(
                single
                        ? Side.yardstick("insert, autocommit", this::autocommitted)
                        : Side.yardstick("lock, begin, commit", this::locked),
                Side.yardstick("file, group fdatasync", this::filed));
    }

    /** Inserts through one connection, each row a transaction of its own, by one thread. */
    private Sample autocommitted(Stopwatch watch) throws Exception {
        try (var log = SqliteLog.open()) {
            return measured(log, watch, () -> new RowWriter(log)::insert);
        }
    }

    /** Inserts through one connection in a transaction a save, one thread after the other. */
    private Sample locked(Stopwatch watch) throws Exception {
        var lock = new ReentrantLock();
        try (var log = SqliteLog.open()) {
            return measured(
                    log,
                    watch,
                    () -> {
                        var writer = new RowWriter(log);
                        return () -> {
                            lock.lock();
                            try {
                                log.begin();
                                writer.insert();
                                log.commit();
                            } finally {
                                lock.unlock();
                            }
                        };
                    });
        }
    }

    private Sample measured(SqliteLog log, Stopwatch watch, Supplier<Workers.Worker> writer)
            throws Exception {
        var running = new Workers();
        Sample sample = running.measure(all(writer), watch);
        log.check(running.count() * load.events());
        return sample;
    }

    /** Appends to a file that is no database. */
    private Sample filed(Stopwatch watch) throws Exception {
        byte[] record = joined();
        try (var folder = TemporaryFolder.open();
                var file = AppendFile.open(folder.path(), load.writers(), record.length)) {
            var running = new Workers();
            Sample sample = running.measure(all(() -> () -> file.append(record)), watch);
            Check.equal("number of records", running.count(), file.flushedCount());
            return sample;
        }
    }

    /** Returns what one save is made of. */
    private byte[] joined() {
        byte[] json = rows.getFirst().json;
        ByteBuffer record = ByteBuffer.allocate(json.length * load.events());
        for (int i = 0; i < load.events(); i++) {
            record.put(json);
        }
        return record.array();
    }

    private List<Workers.Worker> all(Supplier<Workers.Worker> writer) {
        return Stream.generate(writer).limit(load.writers()).toList();
    }

    /** One thread's aggregate. */
    private final class RowWriter {
        private final SqliteLog log;
        private final String aggregateId = TriggerScope.current().nextId().toString();
        private long version;

        RowWriter(SqliteLog log) {
            this.log = log;
        }

        void insert() throws SQLException {
            for (int i = 0; i < load.events(); i++) {
                RawRow row = rows.get((int) (version % rows.size()));
                log.insert(aggregateId, ++version, row);
            }
        }
    }
}
