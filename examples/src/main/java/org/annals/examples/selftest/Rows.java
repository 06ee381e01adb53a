package org.annals.examples.selftest;

import org.annals.persistence.AppendRequest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rows of the user's own, which must tell the same as the events that they come with: one for each
 * append, and four running totals that appends get in each other's way at. Immutable.
 */
final class Rows {
    private static final int TOTALS = 4;

    private final String appends;
    private final String totals;
    private final String events;

    Rows(String schema) {
        this.appends = "\"%s\".rows".formatted(schema);
        this.totals = "\"%s\".totals".formatted(schema);
        this.events = "\"%s\".selftest_events".formatted(schema);
    }

    void create(OwnSchema schema) throws SQLException {
        schema.execute(
                "CREATE TABLE %s (event_id uuid PRIMARY KEY, events int NOT NULL)"
                        .formatted(appends));
        schema.execute(
                "CREATE TABLE %s (total int PRIMARY KEY, events bigint NOT NULL)"
                        .formatted(totals));
        schema.execute(
                "INSERT INTO %s SELECT n, 0 FROM generate_series(0, %d) n"
                        .formatted(totals, TOTALS - 1));
    }

    /** Writes the rows of a request. */
    void write(Connection connection, AppendRequest request) throws SQLException {
        UUID id = request.events().getFirst().id();
        int count = request.events().size();
        try (PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO %s VALUES (?, ?)".formatted(appends));
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE %s SET events = events + ? WHERE total = ?"
                                        .formatted(totals))) {
            insert.setObject(1, id);
            insert.setInt(2, count);
            insert.executeUpdate();
            update.setInt(1, count);
            update.setInt(2, Math.floorMod(id.getLeastSignificantBits(), TOTALS));
            update.executeUpdate();
        }
    }

    /** Returns what the rows say otherwise than the log, in sentences. */
    List<String> contradictions(OwnSchema schema) throws SQLException {
        long inLog =
                schema.number(
                        "SELECT count(*) FROM %s WHERE type = '%s'"
                                .formatted(events, Vocabulary.WITH_ROWS));
        long inRows = schema.number("SELECT coalesce(sum(events), 0) FROM " + appends);
        long inTotals = schema.number("SELECT sum(events) FROM " + totals);
        long strangers =
                schema.number(
                        "SELECT count(*) FROM %s r WHERE NOT EXISTS (SELECT FROM %s e WHERE e.event_id = r.event_id AND e.type = '%s')"
                                .formatted(appends, events, Vocabulary.WITH_ROWS));
        List<String> found = new ArrayList<>();
        if (inRows != inLog || inTotals != inLog) {
            found.add(
                    "the log has %,d events that came with rows, the rows are of %,d and their totals of %,d"
                            .formatted(inLog, inRows, inTotals));
        }
        if (strangers > 0) {
            found.add("%,d rows are of appends that are not in the log".formatted(strangers));
        }
        return found;
    }
}
