package org.annals.postgres;

import static java.util.Objects.requireNonNull;

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
import org.annals.recording.PageCollector;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What can be read of one log, each by one statement and so of one snapshot, in one round trip; a
 * page may need another one, as {@link PageReads} says. May be shared between threads; the
 * connection is the caller's.
 */
final class LogReads {
    private static final int MOST_EVENTS = 10_000;

    private final ProcessReads processes;
    private final PageReads pages;
    private final Limits limits;
    private final String afterwards;
    private final String head;
    private final String tracking;
    private final String trackings;
    private final String lease;
    private final String chain;
    private final Map<VersionRead, String> versions = new HashMap<>();
    private final String snapshot;
    private final String snapshotVersions;

    private record VersionRead(Direction direction, PageSql.Bound bound) {}

    /** Makes reads that are transactions of their own. */
    LogReads(LogSql log, Limits limits, Guards guards) {
        this(log, limits, guards, MatchSql.WINDOW);
    }

    LogReads(LogSql log, Limits limits, Guards guards, int window) {
        this(log, limits, window, guards.read(), "");
    }

    private LogReads(LogSql log, Limits limits, int window, String guard, String afterwards) {
        this.processes = new ProcessReads(log, guard, afterwards);
        this.limits = limits;
        for (Direction direction : Direction.values()) {
            for (PageSql.Bound bound : PageSql.Bound.values()) {
                String rows = PageSql.ofAggregate(direction, bound, limits.pageBytes());
                versions.put(
                        new VersionRead(direction, bound), guard + log.named(rows) + afterwards);
            }
        }
        this.pages = new PageReads(log, limits, window, guard, afterwards);
        this.afterwards = afterwards;
        this.head = guard + log.named("SELECT max(position) FROM {schema}.\"{log}_events\"");
        this.tracking =
                guard
                        + log.named(
                                "SELECT position, event_id, epoch FROM {schema}.\"{log}_tracking\" WHERE upstream = ? AND position > 0")
                        + afterwards;
        // One statement, so that head and places are of one snapshot. Without a place it is one
        // row.
        this.trackings =
                guard
                        + log.named(
                                "SELECT h.head, t.upstream, t.position, t.event_id, t.epoch FROM (SELECT max(position) AS head FROM {schema}.\"{log}_events\") h LEFT JOIN {schema}.\"{log}_tracking\" t ON t.position > 0")
                        + afterwards;
        this.lease =
                guard
                        + log.named(
                                "SELECT lease_owner, lease_epoch FROM {schema}.\"{log}_tracking\" WHERE upstream = ? AND lease_epoch = epoch AND lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
                        + afterwards;
        this.chain =
                guard
                        + log.named(
                                "SELECT %s, e.hash FROM (SELECT *, sum(octet_length(data)) OVER (ORDER BY position) - octet_length(data) AS bytes_before FROM (SELECT * FROM {schema}.\"{log}_events\" WHERE position > ? ORDER BY position LIMIT ?) s) e WHERE bytes_before < %d ORDER BY e.position"
                                        .formatted(EventRows.COLUMNS, limits.pageBytes()))
                        + afterwards;
        this.snapshot =
                guard
                        + log.named(
                                "SELECT id, version, data FROM {schema}.\"{log}_snapshots\" WHERE subject = ? AND type = ? AND version <= ? AND state_version = ? ORDER BY version DESC LIMIT 1")
                        + afterwards;
        this.snapshotVersions =
                guard
                        + log.named(
                                "SELECT version FROM {schema}.\"{log}_snapshots\" WHERE subject = ? AND type = ? ORDER BY version DESC")
                        + afterwards;
    }

    /** Makes reads within a transaction of somebody else's, whose settings they leave alone. */
    static LogReads within(LogSql log, Limits limits, Guards guards) {
        return new LogReads(log, limits, MatchSql.WINDOW, guards.readWithin(), guards.afterRead());
    }

    /** Returns what can be read beside the log. */
    ProcessReads processes() {
        return processes;
    }

    long head(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(head + afterwards)) {
            return headOf(statement);
        }
    }

    @Nullable Tracking tracking(Connection connection, String upstream) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tracking)) {
            statement.setString(1, upstream);
            statement.execute();
            try (ResultSet row = next(statement)) {
                return row.next()
                        ? new Tracking(
                                upstream,
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                row.getLong(3))
                        : null;
            }
        }
    }

    Trackings trackings(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(trackings)) {
            statement.execute();
            long head = 0;
            List<Tracking> all = new ArrayList<>();
            try (ResultSet row = next(statement)) {
                while (row.next()) {
                    head = row.getLong(1);
                    String upstream = row.getString(2);
                    if (upstream != null) {
                        all.add(
                                new Tracking(
                                        upstream,
                                        row.getLong(3),
                                        row.getObject(4, UUID.class),
                                        row.getLong(5)));
                    }
                }
            }
            return new Trackings(head, all);
        }
    }

    @Nullable Lease lease(Connection connection, String upstream) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lease)) {
            statement.setString(1, upstream);
            statement.execute();
            try (ResultSet row = next(statement)) {
                return row.next() ? new Lease(upstream, row.getString(1), row.getLong(2)) : null;
            }
        }
    }

    @Nullable StoredSnapshot snapshot(
            Connection connection, String subject, String type, int stateVersion, long upTo)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(snapshot)) {
            statement.setString(1, subject);
            statement.setString(2, type);
            statement.setLong(3, upTo);
            statement.setInt(4, stateVersion);
            statement.execute();
            try (ResultSet row = next(statement)) {
                return row.next()
                        ? new StoredSnapshot(
                                row.getObject(1, UUID.class),
                                subject,
                                type,
                                stateVersion,
                                row.getLong(2),
                                Bytes.handOver(row.getBytes(3)))
                        : null;
            }
        }
    }

    List<Long> snapshotVersions(Connection connection, String subject, String type)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(snapshotVersions)) {
            statement.setString(1, subject);
            statement.setString(2, type);
            statement.execute();
            List<Long> versions = new ArrayList<>();
            try (ResultSet row = next(statement)) {
                while (row.next()) {
                    versions.add(row.getLong(1));
                }
            }
            return List.copyOf(versions);
        }
    }

    /** Returns what pages have taught of tags. */
    TagLengths tagLengths() {
        return pages.lengths();
    }

    /** Reads what is kept above a position, as it is. */
    List<ChainedEvent> chain(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(chain)) {
            statement.setLong(1, after);
            statement.setInt(2, Math.min(limit, MOST_EVENTS));
            statement.execute();
            List<ChainedEvent> page = new ArrayList<>();
            try (ResultSet row = next(statement)) {
                while (row.next()) {
                    page.add(EventRows.readChained(row));
                }
            }
            return page;
        }
    }

    LogPage page(Connection connection, LogSelection selection) throws SQLException {
        if (selection.limit() == 0) {
            return new PageCollector(selection, limits, head(connection)).page();
        }
        return pages.read(connection, selection.limit(Math.min(selection.limit(), MOST_EVENTS)));
    }

    VersionPage versions(Connection connection, AggregateSelection selection) throws SQLException {
        var bound = PageSql.Bound.first(selection.limit(), limits.pageBytes());
        VersionPage page = versions(connection, selection, bound);
        return page == null
                ? requireNonNull(versions(connection, selection, PageSql.Bound.SUM), "page")
                : page;
    }

    /** Returns a page, or null if the data of an event were left out. */
    private @Nullable VersionPage versions(
            Connection connection, AggregateSelection selection, PageSql.Bound bound)
            throws SQLException {
        String sql = versions.get(new VersionRead(selection.direction(), bound));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int number = 1;
            if (bound == PageSql.Bound.SHARE) {
                statement.setLong(number++, PageSql.share(selection.limit(), limits.pageBytes()));
            }
            statement.setString(number++, selection.aggregateId());
            statement.setLong(number++, selection.after());
            statement.setLong(number++, selection.upTo());
            statement.setLong(number, selection.limit());
            statement.execute();
            List<StoredEvent> events = new ArrayList<>();
            long bytes = 0;
            try (ResultSet row = next(statement)) {
                while (row.next()) {
                    Notification next = EventRows.readIfWhole(row);
                    if (next == null) {
                        return null;
                    }
                    events.add(next.storedEvent());
                    bytes += next.storedEvent().data().length();
                }
            }
            boolean cut = bytes > limits.pageBytes() || events.size() == selection.limit();
            return new VersionPage(events, cut);
        }
    }

    private static long headOf(PreparedStatement statement) throws SQLException {
        statement.execute();
        try (ResultSet row = next(statement)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns what the statement behind the last one has answered: the first is the guard. */
    static ResultSet next(PreparedStatement statement) throws SQLException {
        statement.getMoreResults();
        return requireNonNull(statement.getResultSet(), "result");
    }
}
