package org.annals.sqlite;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.Direction;
import org.annals.persistence.Lease;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.LogName;
import org.annals.recording.PageCollector;
import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** What can be read of one log. Immutable; the statements belong to whoever calls. */
final class LogReads {
    static final String SNAPSHOT =
            "SELECT id, version, data FROM \"{log}_snapshots\" WHERE subject = ? AND type = ? AND version <= ? AND state_version = ? ORDER BY version DESC LIMIT 1";

    private final LogName name;
    private final ProcessReads processes;
    private final Limits limits;
    private final String head;
    private final String positionOf;
    private final String at;
    private final String chain;
    private final String lastVersion;
    private final String tracking;
    private final String trackings;
    private final String epoch;
    private final String lease;
    private final String versions;
    private final String snapshot;
    private final String snapshotVersions;

    LogReads(LogName name, Limits limits) {
        this.name = name;
        this.processes = new ProcessReads(name);
        this.limits = limits;
        head = Schema.named("SELECT max(position) FROM \"{log}_events\"", name);
        positionOf = Schema.named("SELECT position FROM \"{log}_events\" WHERE event_id = ?", name);
        at =
                "SELECT %s FROM \"%s_events\" e WHERE e.position = ?"
                        .formatted(EventRows.COLUMNS, name.identifier());
        chain =
                "SELECT %s, e.hash FROM \"%s_events\" e WHERE e.position > ? ORDER BY e.position LIMIT ?"
                        .formatted(EventRows.COLUMNS, name.identifier());
        lastVersion =
                Schema.named(
                        "SELECT max(version) FROM \"{log}_events\" WHERE aggregate_id = ?", name);
        tracking =
                Schema.named(
                        "SELECT upstream, position, event_id, epoch FROM \"{log}_tracking\" WHERE upstream = ? AND position > 0",
                        name);
        trackings =
                Schema.named(
                        "SELECT upstream, position, event_id, epoch FROM \"{log}_tracking\" WHERE position > 0",
                        name);
        epoch = Schema.named("SELECT epoch FROM \"{log}_tracking\" WHERE upstream = ?", name);
        lease =
                Schema.named(
                        "SELECT lease_owner, lease_epoch FROM \"{log}_tracking\" WHERE upstream = ? AND %s"
                                .formatted(LeaseRows.HELD),
                        name);
        versions =
                "SELECT %s FROM \"%s_events\" e WHERE e.aggregate_id = ? AND e.version > ? AND e.version <= ? ORDER BY e.version"
                        .formatted(EventRows.COLUMNS, name.identifier());
        snapshot = Schema.named(SNAPSHOT, name);
        snapshotVersions =
                Schema.named(
                        "SELECT version FROM \"{log}_snapshots\" WHERE subject = ? AND type = ? ORDER BY version DESC",
                        name);
    }

    /** Returns what can be read beside the log. */
    ProcessReads processes() {
        return processes;
    }

    long head(Statements statements) throws SQLException {
        try (ResultSet row = statements.prepare(head).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    OptionalLong positionOf(Statements statements, UUID eventId) throws SQLException {
        PreparedStatement statement = statements.prepare(positionOf);
        statement.setBytes(1, EventRows.bytes(eventId));
        return firstLong(statement);
    }

    Notification at(Statements statements, long position) throws SQLException {
        PreparedStatement statement = statements.prepare(at);
        statement.setLong(1, position);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("The log has a hole at position " + position + ".");
            }
            return EventRows.read(row);
        }
    }

    long lastVersion(Statements statements, String aggregateId) throws SQLException {
        PreparedStatement statement = statements.prepare(lastVersion);
        statement.setString(1, aggregateId);
        return firstLong(statement).orElse(0);
    }

    @Nullable Tracking tracking(Statements statements, String upstream) throws SQLException {
        PreparedStatement statement = statements.prepare(tracking);
        statement.setString(1, upstream);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? tracking(row) : null;
        }
    }

    /**
     * Reads all; the caller holds a transaction open, so that they and the head are of one
     * snapshot.
     */
    Trackings trackings(Statements statements) throws SQLException {
        List<Tracking> all = new ArrayList<>();
        try (ResultSet row = statements.prepare(trackings).executeQuery()) {
            while (row.next()) {
                all.add(tracking(row));
            }
        }
        return new Trackings(head(statements), all);
    }

    private static Tracking tracking(ResultSet row) throws SQLException {
        byte[] eventId = row.getBytes(3);
        return new Tracking(
                row.getString(1),
                row.getLong(2),
                eventId == null ? null : EventRows.uuid(eventId),
                row.getLong(4));
    }

    /** Returns the newest epoch of an upstream, 0 if it has none. */
    long epoch(Statements statements, String upstream) throws SQLException {
        PreparedStatement statement = statements.prepare(epoch);
        statement.setString(1, upstream);
        return firstLong(statement).orElse(0);
    }

    @Nullable Lease lease(Statements statements, String upstream) throws SQLException {
        PreparedStatement statement = statements.prepare(lease);
        statement.setString(1, upstream);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? new Lease(upstream, row.getString(1), row.getLong(2)) : null;
        }
    }

    @Nullable StoredSnapshot snapshot(
            Statements statements, String subject, String type, int stateVersion, long upTo)
            throws SQLException {
        PreparedStatement statement = statements.prepare(snapshot);
        statement.setString(1, subject);
        statement.setString(2, type);
        statement.setLong(3, upTo);
        statement.setInt(4, stateVersion);
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new StoredSnapshot(
                            EventRows.uuid(row.getBytes(1)),
                            subject,
                            type,
                            stateVersion,
                            row.getLong(2),
                            Bytes.handOver(EventRows.orEmpty(row.getBytes(3))))
                    : null;
        }
    }

    List<Long> snapshotVersions(Statements statements, String subject, String type)
            throws SQLException {
        PreparedStatement statement = statements.prepare(snapshotVersions);
        statement.setString(1, subject);
        statement.setString(2, type);
        List<Long> versions = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                versions.add(row.getLong(1));
            }
        }
        return List.copyOf(versions);
    }

    OptionalLong firstMatch(Statements statements, LogSelection selection) throws SQLException {
        return firstLong(MatchSql.positions(name, selection.limit(1)).prepared(statements));
    }

    /**
     * Reads one page; the caller holds a transaction open, so that head and rows are of one
     * snapshot.
     */
    LogPage page(Statements statements, LogSelection selection) throws SQLException {
        var page = new PageCollector(selection, limits, head(statements));
        if (!page.isFull()) {
            try (ResultSet rows =
                    MatchSql.events(name, selection).prepared(statements).executeQuery()) {
                while (rows.next() && page.add(EventRows.read(rows))) {}
            }
        }
        return page.page();
    }

    /** Reads what is kept above a position, as it is. */
    List<ChainedEvent> chain(Statements statements, long after, int limit) throws SQLException {
        PreparedStatement statement = statements.prepare(chain);
        statement.setLong(1, after);
        statement.setInt(2, limit);
        List<ChainedEvent> page = new ArrayList<>();
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (bytes <= limits.pageBytes() && rows.next()) {
                ChainedEvent kept = EventRows.readChained(rows);
                page.add(kept);
                bytes += kept.storedEvent() == null ? 0 : kept.storedEvent().data().length();
            }
        }
        return page;
    }

    VersionPage versions(Statements statements, AggregateSelection selection) throws SQLException {
        boolean forwards = selection.direction() == Direction.FORWARDS;
        PreparedStatement statement =
                statements.prepare(versions + (forwards ? " LIMIT ?" : " DESC LIMIT ?"));
        statement.setString(1, selection.aggregateId());
        statement.setLong(2, selection.after());
        statement.setLong(3, selection.upTo());
        statement.setLong(4, selection.limit());
        List<StoredEvent> events = new ArrayList<>();
        long bytes = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (bytes <= limits.pageBytes() && rows.next()) {
                StoredEvent event = EventRows.read(rows).storedEvent();
                events.add(event);
                bytes += event.data().length();
            }
        }
        boolean cut = bytes > limits.pageBytes() || events.size() == selection.limit();
        return new VersionPage(events, cut);
    }

    private static OptionalLong firstLong(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return OptionalLong.empty();
            }
            long value = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }
}
