package org.annals.sqlite;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;
import org.annals.recording.LogName;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Gives recorded events more rows in the index of tags, in a transaction of the writer's. Their own
 * rows stay. Immutable; the connection belongs to whoever calls.
 */
final class TagRows {
    private final String selectType;
    private final String insert;

    TagRows(LogName name) {
        selectType = Schema.named("SELECT type FROM \"{log}_events\" WHERE position = ?", name);
        insert =
                Schema.named(
                        "INSERT OR IGNORE INTO \"{log}_tags\" (tag, position, type) VALUES (?, ?, ?)",
                        name);
    }

    SnapshotRows.Writing<Integer> add(List<AddedTags> added) {
        return connection -> {
            try (PreparedStatement type = connection.prepareStatement(selectType);
                    PreparedStatement row = connection.prepareStatement(insert)) {
                for (AddedTags each : added) {
                    row.setLong(2, each.position());
                    row.setString(3, typeAt(each.position(), type));
                    for (EventTag tag : each.tags()) {
                        row.setString(1, tag.toString());
                        row.executeUpdate();
                    }
                }
            }
            return added.size();
        };
    }

    private static String typeAt(long position, PreparedStatement statement) throws SQLException {
        statement.setLong(1, position);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw AddedTags.notRecorded(position);
            }
            return row.getString(1);
        }
    }
}
