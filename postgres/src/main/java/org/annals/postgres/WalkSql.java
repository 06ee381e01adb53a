package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A statement for the events that one item with tags selects, as long as one of the tags is short:
 * the common case, and so with as little in it as can be, since most of what such a read costs is
 * to begin it. The positions of the first tag are looked up among those of the second, all in one
 * walk, and what is found is probed for the others.
 *
 * <p>A tag that is not short ends at an edge. A page that is not full by then is for {@link
 * MatchSql} to find. Immutable; two that are equal are the same statement.
 *
 * @param tags how many the item has
 * @param types how many it has; none are all
 * @param limit of the page
 * @param steps how many positions of the first tag are looked at
 */
record WalkSql(int tags, int types, Direction direction, int limit, int steps) {
    private static final int LEAST_STEPS = 128;
    private static final int MOST_STEPS = 1_000;

    private static final String WALK =
            "SELECT position FROM {schema}.\"{log}_tags\" WHERE tag = ? AND position > ? AND position <= ?";
    private static final String LOOK_UP =
            "SELECT position FROM {schema}.\"{log}_tags\" t WHERE tag = ?";
    private static final String PROBE =
            " AND (SELECT true FROM {schema}.\"{log}_tags\" o WHERE o.tag = ? AND o.position = t.position)";

    /**
     * Returns that for an item of so many tags and types.
     *
     * @param window how much of an index may be walked
     */
    static WalkSql of(LogSelection selection, int tags, int types, int window) {
        int limit = selection.limit();
        int steps = Math.min(window, Math.clamp(2L * limit, LEAST_STEPS, MOST_STEPS));
        return new WalkSql(tags, types, selection.direction(), limit, steps);
    }

    Matches matches() {
        if (tags > 1) {
            return ofTags();
        }
        return types == 0
                ? new Matches("", "", WALK + order() + page(), Matches.NULL, Matches.NULL)
                : ofTagAndTypes();
    }

    // The edge first, so that what the types leave out is not walked beyond it.
    private Matches ofTagAndTypes() {
        String edge = ", (%s%s OFFSET %d LIMIT 1) AS edge".formatted(WALK, order(), steps - 1);
        String range =
                switch (direction) {
                    case FORWARDS -> " AND position > ? AND position <= coalesce(f.edge, ?)";
                    case BACKWARDS -> " AND position > coalesce(f.edge - 1, ?) AND position <= ?";
                };
        return new Matches(
                "", edge, LOOK_UP + range + ofTypes() + order() + page(), "f.edge", Matches.NULL);
    }

    private Matches ofTags() {
        String first = ", ARRAY(%s%s LIMIT %d) AS walked".formatted(WALK, order(), steps);
        String positions =
                LOOK_UP
                        + " AND position = ANY(f.walked)"
                        + ofTypes()
                        + PROBE.repeat(tags - 2)
                        + order()
                        + page();
        return new Matches(
                "", first, positions, "f.walked[%d]".formatted(steps), "cardinality(f.walked)");
    }

    private String ofTypes() {
        return types == 0 ? "" : " AND type IN (?" + ", ?".repeat(types - 1) + ")";
    }

    private String order() {
        return direction == Direction.FORWARDS ? " ORDER BY position" : " ORDER BY position DESC";
    }

    private String page() {
        return " LIMIT " + limit;
    }

    /**
     * Returns what the statement is given for an item of that shape.
     *
     * @param inOrder its tags, of which the first is walked
     */
    List<Object> parameters(
            LogSelection selection, List<EventTag> inOrder, Collection<String> ofTypes) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(inOrder.getFirst().toString());
        parameters.add(selection.after());
        parameters.add(selection.upTo());
        if (tags > 1) {
            parameters.add(inOrder.get(1).toString());
        } else if (types > 0) {
            parameters.add(inOrder.getFirst().toString());
            parameters.add(selection.after());
            parameters.add(selection.upTo());
        }
        ofTypes.stream().sorted().forEach(parameters::add);
        inOrder.stream().skip(2).forEach(tag -> parameters.add(tag.toString()));
        return parameters;
    }
}
