package org.annals.sqlite;

import org.annals.integrity.ChainBrokenException;
import org.annals.integrity.Difference;
import org.annals.integrity.HashChain;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.annals.recording.LogName;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The hashes beside events as rows. For the writer's thread, inside its transaction. */
final class ChainRows {
    private static final int HASH_BYTES = 32;

    private final HashChain chain = new HashChain();
    private final String logId;
    private final String select;
    private final String update;

    ChainRows(LogName name) {
        logId = Schema.named("SELECT log_id FROM \"{log}_log\"", name);
        select = Schema.named("SELECT hash FROM \"{log}_events\" WHERE position = ?", name);
        update = Schema.named("UPDATE \"{log}_events\" SET hash = ? WHERE position = ?", name);
    }

    /**
     * Writes the hashes of events that were just inserted after a position.
     *
     * @throws ChainBrokenException if no hash is kept at that position: to begin anew would hide it
     */
    void write(Statements statements, long before, Iterable<StoredEvent> events)
            throws SQLException {
        Bytes hash = before == 0 ? origin(statements) : kept(statements, before);
        PreparedStatement row = statements.prepare(update);
        long position = before;
        for (StoredEvent event : events) {
            hash = chain.next(hash, ++position, event);
            row.setBytes(1, hash.toArray());
            row.setLong(2, position);
            row.executeUpdate();
        }
    }

    // Read where it is used: another recorder of the log may have made it one that it adopted.
    private Bytes origin(Statements statements) throws SQLException {
        try (ResultSet row = statements.prepare(logId).executeQuery()) {
            row.next();
            return HashChain.originOf(EventRows.uuid(row.getBytes(1)));
        }
    }

    private Bytes kept(Statements statements, long position) throws SQLException {
        PreparedStatement statement = statements.prepare(select);
        statement.setLong(1, position);
        try (ResultSet row = statement.executeQuery()) {
            byte[] hash = row.next() ? row.getBytes(1) : null;
            if (hash == null || hash.length != HASH_BYTES) {
                throw new ChainBrokenException(position, Difference.HASH_MISSING);
            }
            return Bytes.handOver(hash);
        }
    }
}
