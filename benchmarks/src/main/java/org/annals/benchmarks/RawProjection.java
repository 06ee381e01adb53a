package org.annals.benchmarks;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A view as one would keep it by hand: a page is read and decoded, and what it changes is written
 * with the place reached. Each step is a view of its own, from the beginning. For one thread at a
 * time.
 */
final class RawProjection implements Loop {
    /** Reads a page behind a position. */
    static final String PAGE =
            "SELECT position, aggregate_id, type, data FROM events WHERE position > ? ORDER BY position LIMIT ?";

    private final Connection connection;
    private final PreparedStatement page;
    private final int batch;
    private int views;

    RawProjection(Connection connection, PreparedStatement page, int batch) throws SQLException {
        this.connection = connection;
        this.page = page;
        this.batch = batch;
        page.setInt(2, batch);
        execute("CREATE TABLE places (name VARCHAR(100) PRIMARY KEY, position BIGINT NOT NULL)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns how many events there were. */
    @Override
    public long step() throws SQLException {
        String view = "by_hand_" + ++views;
        connection.setAutoCommit(false);
        var counters = Counters.of(connection, view);
        counters.create();
        execute("INSERT INTO places VALUES ('%s', 0)".formatted(view));
        connection.commit();
        long events = catchUp(view, counters);
        Check.equal("sum of the counters", events, counters.total());
        connection.commit();
        connection.setAutoCommit(true);
        return events;
    }

    private long catchUp(String view, Counters counters) throws SQLException {
        long events = 0;
        long reached = 0;
        try (PreparedStatement place =
                connection.prepareStatement("UPDATE places SET position = ? WHERE name = ?")) {
            place.setString(2, view);
            int read;
            do {
                read = 0;
                page.setLong(1, reached);
                try (ResultSet row = page.executeQuery()) {
                    while (row.next()) {
                        reached = row.getLong(1);
                        requireNonNull(RawRow.decoded(row.getString(3), row.getBytes(4)), "event");
                        counters.count(row.getString(2));
                        read++;
                    }
                }
                counters.flush();
                place.setLong(1, reached);
                Check.equal("places", 1L, (long) place.executeUpdate());
                connection.commit();
                events += read;
            } while (read == batch);
        }
        return events;
    }
}
