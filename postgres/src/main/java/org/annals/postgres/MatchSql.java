package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;
import org.annals.persistence.QueryItem;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The events that a query selects, as SQL that walks indexes.
 *
 * <p>Each item with tags is an arm that walks the positions of one tag and probes for the others;
 * each type asked for without tags is an arm that walks that type's. Arms are united, so that an
 * event counts once. An arm that leaves out some of what it walks stops after a window, unless it
 * finds enough for the page before: how far the first has come that stopped so is told in a last
 * row that is no event. Beyond that, events of other arms may have been found, and some of its own
 * have not.
 */
final class MatchSql {
    /** How much of an index an arm walks in one page. */
    static final int WINDOW = 100_000;

    /** A bound that is asked for, and not beyond the head that was read in the same transaction. */
    static final String UP_TO = "least(?, current_setting('annals.head')::bigint)";

    /** The number of the column behind those of an event. */
    static final int LAST_COLUMN = 11;

    private final LogSql log;
    private final LogSelection selection;
    private final long limit;
    private final int window;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<String> arms = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();

    private MatchSql(LogSql log, LogSelection selection, long limit, int window) {
        this.log = log;
        this.selection = selection;
        this.limit = limit;
        this.window = window;
    }

    /**
     * Returns SQL for the selected events, in no order, and one row whose position is null and
     * whose last column is how far they were looked for, null for as far as was asked, or as the
     * page is full.
     *
     * @param window how much of an index an arm walks
     */
    static MatchSql of(LogSql log, LogSelection selection, long limit, long maxBytes, int window) {
        var match = new MatchSql(log, selection, limit, window);
        match.addArms();
        match.unite(maxBytes);
        return match;
    }

    private void addArms() {
        sql.append("WITH ");
        SortedSet<String> typesAlone = new TreeSet<>();
        List<QueryItem> items =
                selection.query().items().stream()
                        .sorted(Comparator.comparingInt(item -> item.tags().size()))
                        .toList();
        for (QueryItem item : items) {
            if (item.tags().isEmpty()) {
                typesAlone.addAll(item.types());
            } else {
                addTagged(item);
            }
        }
        for (String type : typesAlone) {
            addTyped(type);
        }
    }

    // Both columns are compared and ordered by, or the planner may walk all positions in search of
    // a type that it takes for frequent.
    private void addTyped(String type) {
        String arm = newArm();
        sql.append(
                "%1$s AS (SELECT position FROM {schema}.\"{log}_events\" WHERE (type, position) > (?, ?) AND (type, position) <= (?, %4$s) ORDER BY type%2$s, position%2$s LIMIT %3$d), "
                        .formatted(arm, order(), limit, UP_TO));
        parameters.add(type);
        parameters.add(selection.after());
        parameters.add(type);
        parameters.add(selection.upTo());
    }

    private void addTagged(QueryItem item) {
        List<String> tags = item.tags().stream().map(EventTag::toString).sorted().toList();
        boolean filters = tags.size() > 1 || !item.types().isEmpty();
        String arm = newArm();
        String walk = filters ? "w" + arm : arm;
        sql.append(
                "%s AS %s(SELECT position, type FROM {schema}.\"{log}_tags\" WHERE tag = ?"
                        .formatted(walk, filters ? "MATERIALIZED " : ""));
        parameters.add(tags.getFirst());
        sql.append(
                " AND position > ? AND position <= %s ORDER BY position%s LIMIT %d), "
                        .formatted(UP_TO, order(), filters ? window : limit));
        parameters.add(selection.after());
        parameters.add(selection.upTo());
        if (filters) {
            edges.add(edge(arm, walk));
            sql.append("%s AS (SELECT position FROM %s w WHERE true".formatted(arm, walk));
            if (!item.types().isEmpty()) {
                typeIn(item.types());
            }
            for (String tag : tags.subList(1, tags.size())) {
                // Not EXISTS, which could be planned as a join of everything with that tag.
                sql.append(
                        " AND (SELECT true FROM {schema}.\"{log}_tags\" o WHERE o.tag = ? AND o.position = w.position)");
                parameters.add(tag);
            }
            sql.append(" LIMIT ").append(limit).append("), ");
        }
    }

    private void typeIn(Collection<String> types) {
        sql.append(" AND w.type IN (?").append(", ?".repeat(types.size() - 1)).append(')');
        types.stream().sorted().forEach(parameters::add);
    }

    private String newArm() {
        String arm = "a" + arms.size();
        arms.add(arm);
        return arm;
    }

    private void unite(long maxBytes) {
        String united =
                String.join(
                        " UNION ",
                        arms.stream().map(arm -> "SELECT position FROM " + arm).toList());
        sql.append(
                "m AS MATERIALIZED (SELECT position FROM (%s) u ORDER BY position%s LIMIT %d) "
                        .formatted(united, order(), limit));
        sql.append(
                bounded(
                        "m CROSS JOIN LATERAL (SELECT * FROM {schema}.\"{log}_events\" x WHERE x.position = m.position OFFSET 0) e",
                        order(),
                        maxBytes));
        sql.append(
                " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, %s"
                        .formatted(nearestEdge()));
    }

    /**
     * Returns SQL for the events of a source within a number of bytes, one event at least, and in
     * the last column how many the source has.
     */
    static String bounded(String source, String order, long maxBytes) {
        return "SELECT position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data, in_source FROM (SELECT %s, sum(octet_length(e.data)) OVER (ORDER BY e.position%s) - octet_length(e.data) AS bytes_before, count(*) OVER () AS in_source FROM %s) e WHERE bytes_before < %d"
                .formatted(EventRows.COLUMNS, order, source, maxBytes);
    }

    // F17: asked of each arm, for a page may be full of what the others found. An arm that found
    // enough need not say, and is not made to walk on.
    private String edge(String arm, String walk) {
        return "CASE WHEN (SELECT count(*) FROM %s) < %d THEN (SELECT position FROM %s OFFSET %d LIMIT 1) END"
                .formatted(arm, limit, walk, window - 1);
    }

    private String nearestEdge() {
        if (edges.isEmpty()) {
            return "NULL";
        }
        String nearest = selection.direction() == Direction.FORWARDS ? "LEAST" : "GREATEST";
        return nearest + "(" + String.join(", ", edges) + ")";
    }

    private String order() {
        return selection.direction() == Direction.FORWARDS ? "" : " DESC";
    }

    String sql() {
        return log.named(sql.toString());
    }

    /** Sets the parameters. */
    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case Long number -> statement.setLong(i + 1, number);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
    }
}
