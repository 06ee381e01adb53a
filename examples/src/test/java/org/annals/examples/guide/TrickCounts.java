package org.annals.examples.guide;

// @start region="view"
import org.annals.examples.guide.Dog.Event.TrickAdded;
import org.annals.projection.Projection;
import org.annals.projection.ViewTransaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many dogs can do which trick. */
public record TrickCounts(Connection connection, String table) {
    public static final Projection<TrickCounts> PROJECTION =
            Projection.of("tricks", TrickCounts::of)
                    .creating(TrickCounts::create)
                    .on(TrickAdded.class, (view, event) -> view.add(event.trick()));

    static TrickCounts of(ViewTransaction transaction) {
        return new TrickCounts(transaction.as(Connection.class), transaction.table("tricks"));
    }

    void create() throws SQLException {
        execute("CREATE TABLE %s (trick VARCHAR(100) PRIMARY KEY, dogs INTEGER NOT NULL)");
    }

    void add(String trick) throws SQLException {
        if (update("UPDATE %s SET dogs = dogs + 1 WHERE trick = ?", trick) == 0) {
            update("INSERT INTO %s (trick, dogs) VALUES (?, 1)", trick);
        }
    }

    int dogsThatCan(String trick) throws SQLException {
        try (var select = prepare("SELECT dogs FROM %s WHERE trick = ?", trick);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    // @end
    // @start region="clearing"
    public static final Projection<TrickCounts> CLEARED =
            PROJECTION.clearing(view -> view.execute("DROP TABLE %s"));

    // @end

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql.formatted(table));
        }
    }

    private int update(String sql, String trick) throws SQLException {
        try (PreparedStatement statement = prepare(sql, trick)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, String trick) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.formatted(table));
        statement.setString(1, trick);
        return statement;
    }
}
