package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;
import org.annals.persistence.QueryItem;

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
 * finds enough for the page before: the edge is how far the first has come that stopped so. Beyond
 * it, events of other arms may have been found, and some of its own have not.
 */
final class MatchSql {
    /** How much of an index an arm walks in one page. */
    static final int WINDOW = 100_000;

    private final LogSelection selection;
    private final TagLengths lengths;
    private final long limit;
    private final int window;
    private final List<String> tables = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final List<String> arms = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();

    private MatchSql(LogSelection selection, TagLengths lengths, int window) {
        this.selection = selection;
        this.lengths = lengths;
        this.limit = selection.limit();
        this.window = window;
    }

    /**
     * Returns SQL for the selected events.
     *
     * @param lengths by which it is known which tag of an item to walk
     * @param window how much of an index an arm walks
     */
    static MatchSql of(LogSelection selection, TagLengths lengths, int window) {
        var match = new MatchSql(selection, lengths, window);
        match.addArms();
        return match;
    }

    Matches matches() {
        return new Matches(String.join(", ", tables), "", united(), nearestEdge(), Matches.NULL);
    }

    List<Object> parameters() {
        return List.copyOf(parameters);
    }

    private void addArms() {
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
        tables.add(
                "%1$s AS (SELECT position FROM {schema}.\"{log}_events\" WHERE (type, position) > (?, ?) AND (type, position) <= (?, ?) ORDER BY type%2$s, position%2$s LIMIT %3$d)"
                        .formatted(arm, order(), limit));
        parameters.add(type);
        parameters.add(selection.after());
        parameters.add(type);
        parameters.add(selection.upTo());
    }

    private void addTagged(QueryItem item) {
        List<String> tags =
                lengths.shortestFirst(item.tags()).stream().map(EventTag::toString).toList();
        boolean filters = tags.size() > 1 || !item.types().isEmpty();
        String arm = newArm();
        String walk = filters ? "w" + arm : arm;
        tables.add(
                "%s AS %s(SELECT position, type FROM {schema}.\"{log}_tags\" WHERE tag = ? AND position > ? AND position <= ? ORDER BY position%s LIMIT %d)"
                        .formatted(
                                walk,
                                filters ? "MATERIALIZED " : "",
                                order(),
                                filters ? window : limit));
        parameters.add(tags.getFirst());
        parameters.add(selection.after());
        parameters.add(selection.upTo());
        if (filters) {
            edges.add(edge(arm, walk));
            // Not EXISTS, which could be planned as a join of everything with that tag.
            String probe =
                    " AND (SELECT true FROM {schema}.\"{log}_tags\" o WHERE o.tag = ? AND o.position = w.position)";
            tables.add(
                    "%s AS (SELECT position FROM %s w WHERE true%s%s LIMIT %d)"
                            .formatted(
                                    arm,
                                    walk,
                                    typeIn(item.types()),
                                    probe.repeat(tags.size() - 1),
                                    limit));
            parameters.addAll(tags.subList(1, tags.size()));
        }
    }

    private String typeIn(Collection<String> types) {
        if (types.isEmpty()) {
            return "";
        }
        types.stream().sorted().forEach(parameters::add);
        return " AND w.type IN (?" + ", ?".repeat(types.size() - 1) + ")";
    }

    private String newArm() {
        String arm = "a" + arms.size();
        arms.add(arm);
        return arm;
    }

    private String united() {
        String united =
                String.join(
                        " UNION ",
                        arms.stream().map(arm -> "SELECT position FROM " + arm).toList());
        return "SELECT position FROM (%s) u ORDER BY position%s LIMIT %d"
                .formatted(united, order(), limit);
    }

    // F17: asked of each arm, for a page may be full of what the others found. An arm that found
    // enough need not say, and is not made to walk on.
    private String edge(String arm, String walk) {
        return "CASE WHEN (SELECT count(*) FROM %s) < %d THEN (SELECT position FROM %s OFFSET %d LIMIT 1) END"
                .formatted(arm, limit, walk, window - 1);
    }

    private String nearestEdge() {
        if (edges.isEmpty()) {
            return Matches.NULL;
        }
        String nearest = selection.direction() == Direction.FORWARDS ? "LEAST" : "GREATEST";
        return nearest + "(" + String.join(", ", edges) + ")";
    }

    private String order() {
        return selection.direction() == Direction.FORWARDS ? "" : " DESC";
    }
}
