package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives recorded events more rows in the index of tags. Their own rows stay. Rows are written in
 * the order of their key, so that two who write the same ones do not wait for each other. The log's
 * lock is not needed: nobody else writes rows of events that are recorded. Immutable; the
 * connection is the caller's.
 */
final class TagRows {
    private final String selectMissing;
    private final String insert;

    TagRows(LogSql log) {
        // A subquery for each, since a join could be planned for tables of another size.
        selectMissing =
                log.named(
                        """
                        SELECT min(p) FROM unnest(?::bigint[]) p
                        WHERE (SELECT true FROM {schema}."{log}_events" e WHERE e.position = p) IS NULL
                        """);
        insert =
                log.named(
                        """
                        INSERT INTO {schema}."{log}_tags" (tag, position, type)
                        SELECT t.tag, t.position,
                               (SELECT e.type FROM {schema}."{log}_events" e WHERE e.position = t.position)
                        FROM unnest(?::text[], ?::bigint[]) t (tag, position)
                        ORDER BY t.tag COLLATE "C", t.position
                        ON CONFLICT (tag, position) DO NOTHING
                        """);
    }

    void add(List<AddedTags> added, Connection connection) throws SQLException {
        requireRecorded(added, connection);
        List<String> tags = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (AddedTags each : added) {
            for (EventTag tag : each.tags()) {
                tags.add(tag.toString());
                positions.add(each.position());
            }
        }
        try (PreparedStatement rows = connection.prepareStatement(insert)) {
            rows.setArray(1, connection.createArrayOf("text", tags.toArray()));
            rows.setArray(2, bigints(positions, connection));
            rows.executeUpdate();
        }
    }

    private void requireRecorded(List<AddedTags> added, Connection connection) throws SQLException {
        List<Long> positions = added.stream().map(AddedTags::position).toList();
        try (PreparedStatement statement = connection.prepareStatement(selectMissing)) {
            statement.setArray(1, bigints(positions, connection));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long missing = row.getLong(1);
                if (!row.wasNull()) {
                    throw AddedTags.notRecorded(missing);
                }
            }
        }
    }

    private static Array bigints(List<Long> numbers, Connection connection) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
