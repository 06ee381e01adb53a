package org.annals.benchmarks;

import org.annals.domain.TriggerScope;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Appends by hand. Rows are encoded beforehand, so only what a database must do is measured.
 * Immutable.
 */
record RawAppends(AppendLoad load, List<RawRow> rows) {
    /** Inserts through one connection, each row a transaction of its own, by one thread. */
    Sample autocommitted(Duration length) throws Exception {
        try (var folder = TemporaryFolder.open();
                var log = RawLog.open(folder.path())) {
            return measured(log, length, () -> new RowWriter(log)::insert);
        }
    }

    /** Inserts through one connection in a transaction a save, one thread after the other. */
    Sample locked(Duration length) throws Exception {
        var lock = new ReentrantLock();
        try (var folder = TemporaryFolder.open();
                var log = RawLog.open(folder.path())) {
            return measured(
                    log,
                    length,
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

    private Sample measured(RawLog log, Duration length, Supplier<Writers.Writer> writer)
            throws Exception {
        var running = new Writers();
        Sample sample = running.measure(all(writer), length);
        log.check(running.saves() * load.events());
        return sample;
    }

    /** Appends to a file that is no database. */
    Sample filed(Duration length) throws Exception {
        byte[] record = joined();
        try (var folder = TemporaryFolder.open();
                var file = AppendFile.open(folder.path(), load.writers(), record.length)) {
            var running = new Writers();
            Sample sample = running.measure(all(() -> () -> file.append(record)), length);
            Check.equal("number of records", running.saves(), file.flushedCount());
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

    private List<Writers.Writer> all(Supplier<Writers.Writer> writer) {
        return Stream.generate(writer).limit(load.writers()).toList();
    }

    /** One thread's aggregate. */
    private final class RowWriter {
        private final RawLog log;
        private final String aggregateId = TriggerScope.current().nextId().toString();
        private long version;

        RowWriter(RawLog log) {
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
