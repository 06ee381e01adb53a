package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.QueryItem;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Pages of one log, each by one statement and so of one snapshot. A page is asked for once more if
 * an event is larger than its part of it, or if the tag that was walked for it is not short. May be
 * shared between threads; the connection is the caller's.
 */
final class PageReads {
    private static final int MOST_STATEMENTS = 1_000;

    private final LogSql log;
    private final Limits limits;
    private final int window;
    private final String guard;
    private final String afterwards;
    private final TagLengths lengths = new TagLengths();
    private final RareTypes rareTypes = new RareTypes();
    private final Map<Walk, String> walks = new ConcurrentHashMap<>();

    private record Walk(WalkSql sql, PageSql.Bound bound) {}

    /**
     * @param window how much of an index is walked for one page
     * @param guard goes before each statement
     * @param afterwards goes behind it
     */
    PageReads(LogSql log, Limits limits, int window, String guard, String afterwards) {
        this.log = log;
        this.limits = limits;
        this.window = window;
        this.guard = guard;
        this.afterwards = afterwards;
    }

    /** Returns what it has learned of tags. */
    TagLengths lengths() {
        return lengths;
    }

    /** Reads a page of at least one event, if there is one. */
    LogPage read(Connection connection, LogSelection selection) throws SQLException {
        return selection.query().matchesEverything()
                ? everything(connection, selection)
                : matching(connection, selection);
    }

    private LogPage everything(Connection connection, LogSelection selection) throws SQLException {
        return answer(
                        connection,
                        selection,
                        bound -> statement(PageSql.ofAll(selection, 0, bound, limits.pageBytes())),
                        List.of(selection.after(), selection.upTo()))
                .page(limits);
    }

    private LogPage matching(Connection connection, LogSelection selection) throws SQLException {
        Set<QueryItem> items = selection.query().items();
        if (items.size() == 1) {
            QueryItem item = items.iterator().next();
            return item.tags().isEmpty()
                    ? ofTypes(connection, selection, item.types())
                    : walked(connection, selection, item);
        }
        return matched(connection, selection);
    }

    // Whoever follows a log asks for most of its types, and event after event is cheaper than to
    // find each by its type.
    private LogPage ofTypes(Connection connection, LogSelection selection, Set<String> types)
            throws SQLException {
        if (selection.direction() == Direction.BACKWARDS) {
            return matched(connection, selection);
        }
        if (!rareTypes.areRare(types)) {
            LogSelection near = RareTypes.near(selection);
            List<Object> parameters = new ArrayList<>(List.of(near.after(), near.upTo()));
            types.stream().sorted().forEach(parameters::add);
            PageRows rows =
                    answer(
                            connection,
                            near,
                            bound ->
                                    statement(
                                            PageSql.ofAll(
                                                    near, types.size(), bound, limits.pageBytes())),
                            parameters);
            LogPage page = rows.page(limits);
            if (RareTypes.isWhole(page, selection)) {
                return page;
            }
            rareTypes.learnRare(types);
        }
        LogPage page = matched(connection, selection);
        rareTypes.learn(types, page, selection);
        return page;
    }

    private LogPage walked(Connection connection, LogSelection selection, QueryItem item)
            throws SQLException {
        var walk = WalkSql.of(selection, item.tags().size(), item.types().size(), window);
        EventTag last = null;
        for (int i = 0; i < item.tags().size(); i++) {
            List<EventTag> tags = lengths.shortestFirst(item.tags());
            EventTag first = tags.getFirst();
            if (first.equals(last)) {
                break;
            }
            PageRows rows =
                    answer(
                            connection,
                            selection,
                            bound -> statement(selection, walk, bound),
                            walk.parameters(selection, tags, item.types()));
            if (tags.size() > 1) {
                lengths.learn(first, selection, rows.walked(), rows.edge().isPresent());
            }
            if (!rows.isCut()) {
                return rows.page(limits);
            }
            last = first;
        }
        return matched(connection, selection);
    }

    private LogPage matched(Connection connection, LogSelection selection) throws SQLException {
        var match = MatchSql.of(selection, lengths, window);
        return answer(
                        connection,
                        selection,
                        bound ->
                                statement(
                                        PageSql.of(
                                                selection,
                                                match.matches(),
                                                bound,
                                                limits.pageBytes())),
                        match.parameters())
                .page(limits);
    }

    // To put it together, and to find it among what is prepared, takes longer than to run it.
    private String statement(LogSelection selection, WalkSql walk, PageSql.Bound bound) {
        var key = new Walk(walk, bound);
        String known = walks.get(key);
        if (known != null) {
            return known;
        }
        String made = statement(PageSql.of(selection, walk.matches(), bound, limits.pageBytes()));
        if (walks.size() < MOST_STATEMENTS) {
            walks.put(key, made);
        }
        return made;
    }

    private String statement(String page) {
        return guard + log.named(page) + afterwards;
    }

    private PageRows answer(
            Connection connection,
            LogSelection selection,
            Function<PageSql.Bound, String> statements,
            List<Object> parameters)
            throws SQLException {
        var bound = PageSql.Bound.first(selection.limit(), limits.pageBytes());
        PageRows rows = answer(connection, selection, statements.apply(bound), parameters);
        return rows.lacksData()
                ? answer(connection, selection, statements.apply(PageSql.Bound.SUM), parameters)
                : rows;
    }

    private static PageRows answer(
            Connection connection, LogSelection selection, String sql, List<Object> parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int number = 1;
            for (Object parameter : parameters) {
                switch (parameter) {
                    case Long position -> statement.setLong(number++, position);
                    case Object text -> statement.setString(number++, text.toString());
                }
            }
            statement.execute();
            try (ResultSet rows = LogReads.next(statement)) {
                return PageRows.read(selection, rows);
            }
        }
    }
}
