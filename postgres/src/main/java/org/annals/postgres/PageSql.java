package org.annals.postgres;

import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;

/**
 * Statements for one page, and so of one snapshot. A page of the log is its events in no order,
 * each with the head of the log; without any, the head alone. One of an aggregate is its events in
 * order. Stateless.
 */
final class PageSql {
    // Below this, events that are larger than their part of a page would not be rare.
    private static final long LEAST_SHARE = 4_096;

    /** How a page is kept within a number of bytes. */
    enum Bound {
        /**
         * Each event may have its part of the page, and comes without its data if that is more. It
         * costs nothing to know.
         */
        SHARE,
        /** Events are added up, and left out behind the one that was too many. */
        SUM;

        /** Returns the one to try first. */
        static Bound first(long limit, long maxBytes) {
            return share(limit, maxBytes) < LEAST_SHARE ? SUM : SHARE;
        }
    }

    private PageSql() {}

    /** Returns how many bytes each event of a page may have. */
    static long share(long limit, long maxBytes) {
        return maxBytes / Math.max(1, limit);
    }

    /** Returns the statement for some of the events. */
    static String of(LogSelection selection, Matches matches, Bound bound, long maxBytes) {
        // OFFSET 0, or the planner may find other ways to join than event by event.
        String source =
                "(%s) m CROSS JOIN LATERAL (SELECT * FROM {schema}.\"{log}_events\" x WHERE x.position = m.position OFFSET 0) e"
                        .formatted(matches.positions());
        return (matches.with().isEmpty() ? "" : "WITH " + matches.with() + " ")
                + beside(
                        matches,
                        rows(source, "m.position" + order(selection), bound, selection, maxBytes));
    }

    /**
     * Returns the statement for all events, or all of some types, which looks at every position: it
     * has a parameter for each end and then for each type.
     */
    static String ofAll(LogSelection selection, int types, Bound bound, long maxBytes) {
        String order = "position" + order(selection);
        String ofTypes = types == 0 ? "" : " AND type IN (?" + ", ?".repeat(types - 1) + ")";
        String source =
                "(SELECT * FROM {schema}.\"{log}_events\" WHERE position > ? AND position <= ?%s ORDER BY %s LIMIT %d) e"
                        .formatted(ofTypes, order, selection.limit());
        return beside(
                new Matches("", "", "", Matches.NULL, Matches.NULL),
                rows(source, "e." + order, bound, selection, maxBytes));
    }

    // Not max(position), which is an aggregate around the same walk. OFFSET 0, so that it is done
    // once.
    private static String beside(Matches matches, String rows) {
        return "SELECT e.*, f.head, %s, %s FROM (SELECT (SELECT position FROM {schema}.\"{log}_events\" ORDER BY position DESC LIMIT 1) AS head%s OFFSET 0) f LEFT JOIN LATERAL (%s) e ON true"
                .formatted(matches.edge(), matches.walked(), matches.first(), rows);
    }

    private static String rows(
            String source, String order, Bound bound, LogSelection selection, long maxBytes) {
        return switch (bound) {
            case SHARE -> shared(source, Long.toString(share(selection.limit(), maxBytes)));
            case SUM -> summed(source, order, maxBytes);
        };
    }

    /**
     * Returns the statement for the first events of an aggregate. Its parameters are the share of
     * each, where that is what bounds it, the aggregate, the version before, the last one, and the
     * limit.
     */
    static String ofAggregate(Direction direction, Bound bound, long maxBytes) {
        String order = "version" + order(direction);
        String source =
                "(SELECT * FROM {schema}.\"{log}_events\" WHERE aggregate_id = ? AND version > ? AND version <= ? ORDER BY %s LIMIT ?) e"
                        .formatted(order);
        String rows =
                switch (bound) {
                    case SHARE -> shared(source, "?");
                    case SUM -> summed(source, "e." + order, maxBytes);
                };
        return rows + " ORDER BY " + order;
    }

    private static String shared(String source, String share) {
        return "SELECT %s, CASE WHEN octet_length(e.data) <= %s THEN e.data END AS data FROM %s"
                .formatted(EventRows.COLUMNS_BEFORE_DATA, share, source);
    }

    // One event at least, and up to the first by which they have more bytes.
    private static String summed(String source, String order, long maxBytes) {
        return "SELECT position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data FROM (SELECT %s, sum(octet_length(e.data)) OVER (ORDER BY %s ROWS UNBOUNDED PRECEDING) - octet_length(e.data) AS bytes_before FROM %s) e WHERE bytes_before <= %d"
                .formatted(EventRows.COLUMNS, order, source, maxBytes);
    }

    private static String order(LogSelection selection) {
        return order(selection.direction());
    }

    private static String order(Direction direction) {
        return direction == Direction.FORWARDS ? "" : " DESC";
    }
}
