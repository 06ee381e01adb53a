package org.annals.sqlite.contract;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;
import org.annals.sqlite.Sqlite;
import org.annals.testkit.contract.RecorderFixture;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A database of its own for each test: a file in a folder of its own, or one in memory. */
final class SqliteFixture implements RecorderFixture {
    private static final AtomicLong NAMES = new AtomicLong();
    private static final String ROWS =
            "CREATE TABLE IF NOT EXISTS rows (k TEXT PRIMARY KEY, v TEXT)";

    private final @Nullable Path folder;
    private final Sqlite options;
    private final boolean chained;
    private final String url;
    private final List<Recorder> opened = new ArrayList<>();

    private SqliteFixture(@Nullable Path folder, Sqlite plain, boolean chained, String url) {
        this.folder = folder;
        this.chained = chained;
        this.options = chained ? plain.withHashChain() : plain;
        this.url = "jdbc:sqlite:" + url;
        open(options);
        createRows();
    }

    static SqliteFixture inFile() {
        return inFile(false);
    }

    static SqliteFixture chainedInFile() {
        return inFile(true);
    }

    private static SqliteFixture inFile(boolean chained) {
        try {
            Path folder = Files.createTempDirectory("annals-sqlite");
            Path file = folder.resolve("log.db");
            return new SqliteFixture(folder, Sqlite.file(file), chained, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SqliteFixture inMemory() {
        return inMemory(false);
    }

    static SqliteFixture chainedInMemory() {
        return inMemory(true);
    }

    private static SqliteFixture inMemory(boolean chained) {
        String name = "fixture-" + NAMES.incrementAndGet();
        return new SqliteFixture(
                null, Sqlite.inMemory(name), chained, "file:" + name + "?mode=memory&cache=shared");
    }

    private Recorder open(Sqlite with) {
        Recorder recorder = with.open("Contract");
        opened.add(recorder);
        return recorder;
    }

    @Override
    public Recorder recorder() {
        return opened.getLast();
    }

    @Override
    public Recorder reopen(Limits limits) {
        opened.forEach(Recorder::close);
        Recorder recorder = open(options.withLimits(limits));
        createRows();
        return recorder;
    }

    @Override
    public Recorder openSecond() {
        Recorder second = options.open("Contract");
        opened.addFirst(second);
        return second;
    }

    @Override
    public boolean isDurable() {
        return folder != null;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean isChained() {
        return chained;
    }

    @Override
    public TransactionWork writingRow(String key, String value) {
        return transaction -> {
            Connection connection = transaction.as(Connection.class);
            try (var table = connection.createStatement();
                    PreparedStatement row =
                            connection.prepareStatement(
                                    "INSERT OR REPLACE INTO rows VALUES (?, ?)")) {
                table.execute(ROWS);
                row.setString(1, key);
                row.setString(2, value);
                row.executeUpdate();
            }
        };
    }

    @Override
    public Optional<String> findRow(String key) {
        if (folder == null) {
            return findRowInTurn(key);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            return findRow(connection, key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // A table in memory is locked to others while one reads it, and nobody waits for it.
    private Optional<String> findRowInTurn(String key) {
        var found = new AtomicReference<Optional<String>>(Optional.empty());
        recorder()
                .append(
                        AppendRequest.of(List.of())
                                .withWork(
                                        transaction ->
                                                found.set(
                                                        findRow(
                                                                transaction.as(Connection.class),
                                                                key))));
        return found.get();
    }

    private static Optional<String> findRow(Connection connection, String key) throws SQLException {
        String select = "SELECT v FROM rows WHERE k = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private void createRows() {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS rows (k TEXT PRIMARY KEY, v TEXT)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        opened.forEach(Recorder::close);
        if (folder != null) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
