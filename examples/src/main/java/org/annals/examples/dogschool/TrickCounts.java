package org.annals.examples.dogschool;

import org.annals.examples.dogschool.Dog.Event.TrickAdded;
import org.annals.persistence.Transaction;
import org.annals.projection.Edition;
import org.annals.projection.Projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A view of how many times each trick was taught. For one transaction. */
record TrickCounts(Connection connection, String table) {
    static final String NAME = "tricks";
    static final Projection<TrickCounts> PROJECTION =
            Projection.of(NAME, transaction -> of(transaction, transaction.edition()))
                    .creating(TrickCounts::create)
                    .on(TrickAdded.class, (counts, event) -> counts.add(event.trick()));

    static TrickCounts of(Transaction transaction, Edition edition) {
        return new TrickCounts(
                transaction.as(Connection.class), edition.table("dog_school_tricks"));
    }

    private void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE %s (trick VARCHAR(1000) PRIMARY KEY, times BIGINT NOT NULL)"
                            .formatted(table));
        }
    }

    private void add(String trick) throws SQLException {
        String upsert =
                "INSERT INTO %s (trick, times) VALUES (?, 1) ON CONFLICT (trick) DO UPDATE SET times = %s.times + 1"
                        .formatted(table, table);
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, trick);
            statement.executeUpdate();
        }
    }

    List<TrickCount> all() throws SQLException {
        String select = "SELECT trick, times FROM %s ORDER BY times DESC, trick".formatted(table);
        try (PreparedStatement statement = connection.prepareStatement(select);
                ResultSet row = statement.executeQuery()) {
            List<TrickCount> counts = new ArrayList<>();
            while (row.next()) {
                counts.add(new TrickCount(row.getString(1), row.getLong(2)));
            }
            return counts;
        }
    }
}
