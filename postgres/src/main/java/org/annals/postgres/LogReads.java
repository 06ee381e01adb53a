package org.annals.postgres;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.recording.AggregatePages.VersionPage;
import org.annals.recording.PageCollector;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What can be read of one log, each in one round trip. Immutable; the connection is the caller's.
 *
 * <p>The head is read before the rows, among which may be what is committed later. Then the page is
 * what the log was when the last of them was: a committed prefix never changes. To leave such rows
 * out would not do, since a page from the end might have nothing else in it, and room left.
 */
final class LogReads {
    private static final int MOST_EVENTS = 10_000;

    private final LogSql log;
    private final Limits limits;
    private final String guard;
    private final String head;
    private final String tracking;
    private final String versions;

    LogReads(LogSql log, Limits limits, Guards guards) {
        this.log = log;
        this.limits = limits;
        this.guard = "SELECT %s; ".formatted(guards.read());
        this.head = guard + log.named("SELECT max(position) FROM {schema}.\"{log}_events\"; ");
        this.tracking =
                guard
                        + log.named(
                                "SELECT position, event_id, epoch FROM {schema}.\"{log}_tracking\" WHERE upstream = ?");
        this.versions =
                log.named(
                        "SELECT * FROM {schema}.\"{log}_events\" WHERE aggregate_id = ? AND version > ? AND version <= ? ORDER BY version%s LIMIT ?");
    }

    long head(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(head)) {
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

    LogPage page(Connection connection, LogSelection selection) throws SQLException {
        if (selection.limit() == 0) {
            return new PageCollector(selection, limits, head(connection)).page();
        }
        LogSelection bounded = selection.limit(Math.min(selection.limit(), MOST_EVENTS));
        return selection.query().matchesEverything()
                ? everything(connection, bounded)
                : matching(connection, bounded);
    }

    private LogPage everything(Connection connection, LogSelection selection) throws SQLException {
        String order = order(selection.direction());
        String source =
                log.named(
                        "(SELECT * FROM {schema}.\"{log}_events\" WHERE position > ? AND position <= ? ORDER BY position%s LIMIT ?) e"
                                .formatted(order));
        String rows =
                MatchSql.bounded(source, order, limits.pageBytes()) + " ORDER BY position" + order;
        try (PreparedStatement statement = connection.prepareStatement(head + rows)) {
            statement.setLong(1, selection.after());
            statement.setLong(2, selection.upTo());
            statement.setInt(3, selection.limit());
            return collected(selection, headOf(statement), next(statement));
        }
    }

    private LogPage matching(Connection connection, LogSelection selection) throws SQLException {
        MatchSql match = MatchSql.of(log, selection, selection.limit(), limits.pageBytes());
        try (PreparedStatement statement = connection.prepareStatement(head + match.sql())) {
            match.bind(statement);
            return collected(selection, headOf(statement), next(statement));
        }
    }

    private LogPage collected(LogSelection selection, long head, ResultSet rows)
            throws SQLException {
        List<Notification> found = new ArrayList<>();
        LogSelection walked = selection;
        try (rows) {
            long inSource = 0;
            while (rows.next()) {
                if (rows.getObject(1) != null) {
                    found.add(EventRows.read(rows));
                    inSource = rows.getLong(MatchSql.LAST_COLUMN);
                } else if (rows.getObject(MatchSql.LAST_COLUMN) != null) {
                    walked = within(walked, rows.getLong(MatchSql.LAST_COLUMN));
                }
            }
            found.sort(order(selection));
            if (found.size() < inSource) {
                // Too many bytes: what follows was left out.
                walked = within(walked, found.getLast().position());
            }
        }
        var page = new PageCollector(walked, limits, Math.max(head, last(found)));
        for (Notification each : found) {
            if (isWithin(walked, each) && !page.add(each)) {
                break;
            }
        }
        return page.page();
    }

    private static long last(List<Notification> found) {
        return found.stream().mapToLong(Notification::position).max().orElse(0);
    }

    // What lies beyond the edge has been looked for in part alone.
    private static LogSelection within(LogSelection selection, long edge) {
        return selection.direction() == Direction.FORWARDS
                ? selection.upTo(Math.min(selection.upTo(), edge))
                : selection.after(Math.max(selection.after(), edge - 1));
    }

    private static boolean isWithin(LogSelection selection, Notification each) {
        return each.position() > selection.after() && each.position() <= selection.upTo();
    }

    private static Comparator<Notification> order(LogSelection selection) {
        Comparator<Notification> rising = Comparator.comparingLong(Notification::position);
        return selection.direction() == Direction.FORWARDS ? rising : rising.reversed();
    }

    VersionPage versions(Connection connection, AggregateSelection selection) throws SQLException {
        String order = order(selection.direction());
        String source = "(" + versions.formatted(order) + ") e";
        String rows =
                MatchSql.bounded(source, order, limits.pageBytes()) + " ORDER BY position" + order;
        try (PreparedStatement statement = connection.prepareStatement(guard + rows)) {
            statement.setString(1, selection.aggregateId());
            statement.setLong(2, selection.after());
            statement.setLong(3, selection.upTo());
            statement.setLong(4, selection.limit());
            statement.execute();
            List<StoredEvent> events = new ArrayList<>();
            long inSource = 0;
            try (ResultSet row = next(statement)) {
                while (row.next()) {
                    events.add(EventRows.read(row).storedEvent());
                    inSource = row.getLong(MatchSql.LAST_COLUMN);
                }
            }
            boolean cut = events.size() < inSource || inSource == selection.limit();
            return new VersionPage(events, cut);
        }
    }

    private static String order(Direction direction) {
        return direction == Direction.FORWARDS ? "" : " DESC";
    }

    private static long headOf(PreparedStatement statement) throws SQLException {
        statement.execute();
        try (ResultSet row = next(statement)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns what the statement behind the last one has answered: the first is the guard. */
    private static ResultSet next(PreparedStatement statement) throws SQLException {
        statement.getMoreResults();
        return Objects.requireNonNull(statement.getResultSet(), "result");
    }
}
