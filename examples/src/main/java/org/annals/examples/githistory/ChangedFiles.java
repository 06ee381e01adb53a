package org.annals.examples.githistory;

import org.annals.persistence.Transaction;
import org.annals.projection.Edition;
import org.annals.projection.Projection;
import org.annals.recording.LogName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A view of how often each file was changed. What the events of a transaction add is collected, and
 * written at its end, a row for each file. For one transaction.
 */
final class ChangedFiles {
    static final String NAME = "changed-files";
    private final Connection connection;
    private final String table;
    private final Map<String, Integer> counted = new LinkedHashMap<>();

    private ChangedFiles(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Returns how the view of a history follows, of which a database may hold several. */
    static Projection<ChangedFiles> of(GitHistory history) {
        return Projection.of(NAME, transaction -> in(transaction, transaction.edition(), history))
                .creating(ChangedFiles::create)
                .on(
                        GitFile.Event.class,
                        (files, event, details) -> files.count(details.domainEvent().aggregateId()))
                .finishing(ChangedFiles::write);
    }

    static ChangedFiles in(Transaction transaction, Edition edition, GitHistory history) {
        String log = LogName.of(history.name()).identifier();
        return new ChangedFiles(transaction.as(Connection.class), edition.table(log + "_changes"));
    }

    private void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE %s (file VARCHAR(100) PRIMARY KEY, changes BIGINT NOT NULL)"
                            .formatted(table));
        }
    }

    private void count(String file) {
        counted.merge(file, 1, Integer::sum);
    }

    private void write() throws SQLException {
        String upsert =
                "INSERT INTO %s (file, changes) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET changes = %s.changes + EXCLUDED.changes"
                        .formatted(table, table);
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (Map.Entry<String, Integer> each : counted.entrySet()) {
                statement.setString(1, each.getKey());
                statement.setInt(2, each.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Returns the ids of the files that were changed most often, most changes first. */
    List<String> most(int count) throws SQLException {
        String select = "SELECT file FROM %s ORDER BY changes DESC, file LIMIT ?".formatted(table);
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setInt(1, count);
            try (ResultSet row = statement.executeQuery()) {
                List<String> files = new ArrayList<>();
                while (row.next()) {
                    files.add(row.getString(1));
                }
                return files;
            }
        }
    }
}
