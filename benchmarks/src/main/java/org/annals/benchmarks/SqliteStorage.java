package org.annals.benchmarks;

import org.annals.persistence.LogRecorder;
import org.annals.settings.Settings;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** In SQLite files, WAL, synchronous=FULL. Stateless. */
final class SqliteStorage implements Storage {
    @Override
    public String description() throws IOException, SQLException {
        return "SQLite %s: WAL, synchronous=FULL, on %s"
                .formatted(SqliteLog.engineVersion(), disk());
    }

    private static String disk() throws IOException {
        try (var folder = TemporaryFolder.open()) {
            FileStore store = Files.getFileStore(folder.path());
            return "%s (%s)".formatted(store.type(), store.name());
        }
    }

    @Override
    public EmptyLog emptyLog(Settings settings) throws IOException {
        var folder = TemporaryFolder.open();
        Path file = folder.path().resolve("annals.db");
        return new EmptyLog(in(file, settings), folder, WatchingProcess.file(file));
    }

    /** Returns the settings of an application whose log is in a file, which may be there. */
    static Settings in(Path file, Settings settings) {
        return settings.with("PERSISTENCE_MODULE", "sqlite")
                .with("SQLITE_DBNAME", file.toString())
                .with("SQLITE_SYNCHRONOUS", "full");
    }

    @Override
    public List<Side> appending(AppendLoad load) {
        return new SqliteAppends(load, RawRow.samples()).sides();
    }

    @Override
    public RawLog copy(LogRecorder recorder) throws IOException, SQLException {
        var log = SqliteLog.open();
        log.copy(recorder);
        return log;
    }

    @Override
    public String toString() {
        return "sqlite";
    }
}
