package org.annals.sqlite;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.recording.LogName;
import org.annals.settings.ConfigurationException;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The positions that a selection means, as SQL that walks indexes in order.
 *
 * <p>Each item with tags is an arm that walks the first tag's positions and probes the others; each
 * type asked for without tags is an arm that walks that type's. {@code UNION} merges the arms in
 * order and gives a position once, so that a limit stops the walk.
 */
final class MatchSql {
    // SQLite joins at most 500 arms, of items with tags and of types, and binds 32766 parameters.
    private static final int MOST_TYPE_ARMS = 100;
    private static final int MOST_ITEMS = 400;
    private static final int MOST_PARAMETERS = 32_000;
    // Each is one level of an expression, of which SQLite takes 1000.
    private static final int MOST_TAGS = 900;

    private final LogName name;
    private final LogSelection selection;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private MatchSql(LogName name, LogSelection selection) {
        this.name = name;
        this.selection = selection;
    }

    /**
     * Refuses limits that let a query be larger than SQLite's.
     *
     * @throws ConfigurationException naming the limit
     */
    static void requireJoinable(Limits limits) {
        require(limits.queryItems(), MOST_ITEMS, "'queryItems'");
        require(limits.queryTags(), MOST_TAGS, "'queryTags'");
        // Each item has two positions as well.
        long parameters = limits.queryItems() * (2L + limits.queryTypes() + limits.queryTags());
        require(
                parameters,
                MOST_PARAMETERS,
                "'queryItems', for each of which there may be 'queryTypes' and 'queryTags',");
    }

    private static void require(long value, long most, String limit) {
        if (value > most) {
            throw new ConfigurationException(
                    "The limit %s comes to %d, and a query to SQLite can have %d. Lower it."
                            .formatted(limit, value, most));
        }
    }

    /** Returns SQL for the columns of the selected events, in order and within the limit. */
    static MatchSql events(LogName name, LogSelection selection) {
        var match = new MatchSql(name, selection);
        match.sql.append("SELECT ").append(EventRows.COLUMNS).append(" FROM ");
        if (selection.query().matchesEverything()) {
            match.append("\"{log}_events\" e WHERE ").within("e.position");
            match.sql.append(" ORDER BY e.position").append(match.order()).append(" LIMIT ?");
        } else {
            match.sql.append('(');
            match.positions();
            match.append(
                    ") m CROSS JOIN \"{log}_events\" e ON e.position = m.position ORDER BY m.position");
            match.sql.append(match.order());
            return match;
        }
        match.parameters.add((long) selection.limit());
        return match;
    }

    /** Returns SQL for the positions of the selected events, in order and within the limit. */
    static MatchSql positions(LogName name, LogSelection selection) {
        var match = new MatchSql(name, selection);
        if (selection.query().matchesEverything()) {
            match.append("SELECT e.position FROM \"{log}_events\" e WHERE ").within("e.position");
            match.sql.append(" ORDER BY e.position").append(match.order()).append(" LIMIT ?");
            match.parameters.add((long) selection.limit());
        } else {
            match.positions();
        }
        return match;
    }

    private void positions() {
        String union = "";
        SortedSet<String> typesAlone = new TreeSet<>();
        for (QueryItem item : items(selection.query())) {
            if (item.tags().isEmpty()) {
                typesAlone.addAll(item.types());
            } else {
                sql.append(union);
                tagged(item);
                union = " UNION ";
            }
        }
        if (typesAlone.size() > MOST_TYPE_ARMS) {
            sql.append(union);
            append("SELECT position FROM \"{log}_events\" WHERE ").within("position");
            typeIn(typesAlone, "type");
        } else {
            for (String type : typesAlone) {
                sql.append(union);
                append("SELECT position FROM \"{log}_events\" WHERE type = ? AND ");
                parameters.add(type);
                within("position");
                union = " UNION ";
            }
        }
        sql.append(" ORDER BY 1").append(order()).append(" LIMIT ?");
        parameters.add((long) selection.limit());
    }

    private void tagged(QueryItem item) {
        List<String> tags = item.tags().stream().map(EventTag::toString).sorted().toList();
        append("SELECT t.position FROM \"{log}_tags\" t WHERE t.tag = ? AND ");
        parameters.add(tags.getFirst());
        within("t.position");
        if (!item.types().isEmpty()) {
            typeIn(item.types(), "t.type");
        }
        for (String tag : tags.subList(1, tags.size())) {
            append(
                    " AND EXISTS (SELECT 1 FROM \"{log}_tags\" o WHERE o.tag = ? AND o.position = t.position)");
            parameters.add(tag);
        }
    }

    private void typeIn(Iterable<String> types, String column) {
        List<String> sorted = new ArrayList<>();
        types.forEach(sorted::add);
        Collections.sort(sorted);
        sql.append(" AND ").append(column).append(" IN (?");
        sql.append(", ?".repeat(sorted.size() - 1)).append(')');
        parameters.addAll(sorted);
    }

    private void within(String column) {
        sql.append(column).append(" > ? AND ").append(column).append(" <= ?");
        parameters.add(selection.after());
        parameters.add(selection.upTo());
    }

    // A fixed order gives equal queries one statement.
    private static List<QueryItem> items(Query query) {
        return query.items().stream()
                .sorted(Comparator.comparingInt(item -> item.tags().size()))
                .toList();
    }

    private MatchSql append(String text) {
        sql.append(Schema.named(text, name));
        return this;
    }

    private String order() {
        return selection.direction() == Direction.FORWARDS ? "" : " DESC";
    }

    /** Returns the statement with its parameters set. */
    PreparedStatement prepared(Statements statements) throws SQLException {
        PreparedStatement statement = statements.prepare(sql.toString());
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case Long number -> statement.setLong(i + 1, number);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
        return statement;
    }
}
