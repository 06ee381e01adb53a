package org.annals.http;

import org.annals.domain.EventTag;
import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A page that is asked for. Immutable.
 *
 * @param bound whether the section size bounds it
 * @param patience how long to wait for something to be in it
 */
record PageRequest(LogSelection selection, Bound bound, Duration patience) {
    private static final String AFTER = "after";
    private static final String UP_TO = "upTo";
    private static final String LIMIT = "limit";
    private static final String DIRECTION = "direction";
    private static final String BACKWARDS = "backwards";
    private static final String PAGE = "page";
    private static final String SECTION = "section";
    private static final String WAIT = "wait";
    private static final String TYPE = "type";
    private static final String TAG = "tag";
    private static final String OR = "or";

    /** What bounds a page. */
    enum Bound {
        SECTION_SIZE,
        NONE
    }

    /** Returns it as the query of a URI. */
    @Override
    public String toString() {
        var text = new StringJoiner("&");
        text.add(AFTER + "=" + selection.after());
        if (selection.upTo() < Long.MAX_VALUE) {
            text.add(UP_TO + "=" + selection.upTo());
        }
        Integer limit = selection.namedLimit();
        if (limit != null) {
            text.add(LIMIT + "=" + limit);
        }
        if (selection.direction() == Direction.BACKWARDS) {
            text.add(DIRECTION + "=" + BACKWARDS);
        }
        if (bound == Bound.SECTION_SIZE) {
            text.add(PAGE + "=" + SECTION);
        }
        if (patience.isPositive()) {
            text.add(WAIT + "=" + patience.toMillis());
        }
        if (!selection.query().matchesEverything()) {
            addQuery(text);
        }
        return text.toString();
    }

    private void addQuery(StringJoiner text) {
        boolean isFirst = true;
        for (QueryItem item : selection.query().items()) {
            if (!isFirst) {
                text.add(OR);
            }
            item.types().forEach(type -> text.add(TYPE + "=" + PercentText.encode(type)));
            item.tags().forEach(tag -> text.add(TAG + "=" + PercentText.encode(tag.toString())));
            isFirst = false;
        }
    }

    /**
     * Returns the page that the query of a URI asks for. What it does not know it ignores.
     *
     * @throws IllegalArgumentException if a value is none that a selection can have
     */
    static PageRequest parse(String text) {
        LogSelection selection = LogSelection.all();
        Bound bound = Bound.NONE;
        Duration patience = Duration.ZERO;
        var items = new Items();
        for (String each : text.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            String value = equals < 0 ? "" : PercentText.decode(each.substring(equals + 1));
            switch (name) {
                case AFTER -> selection = selection.after(number(name, value));
                case UP_TO -> selection = selection.upTo(number(name, value));
                case LIMIT -> selection = selection.limit(smallNumber(name, value));
                case DIRECTION ->
                        selection = value.equals(BACKWARDS) ? selection.backwards() : selection;
                case PAGE -> bound = value.equals(SECTION) ? Bound.SECTION_SIZE : bound;
                case WAIT -> patience = Duration.ofMillis(Math.max(0, number(name, value)));
                case TYPE -> items.types.add(value);
                case TAG -> items.tags.add(EventTag.parse(value));
                case OR -> items.next();
                default -> {
                    // A newer client asks for more than is known here.
                }
            }
        }
        return new PageRequest(selection.matching(items.query()), bound, patience);
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is '%s', and should be a whole number.".formatted(name, value), e);
        }
    }

    private static int smallNumber(String name, String value) {
        return Math.clamp(number(name, value), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The items of a query as they are read. */
    private static final class Items {
        private final Set<String> types = new HashSet<>();
        private final Set<EventTag> tags = new HashSet<>();
        private final Set<QueryItem> all = new HashSet<>();
        private boolean hasSeveral;

        void next() {
            all.add(new QueryItem(types, tags));
            types.clear();
            tags.clear();
            hasSeveral = true;
        }

        Query query() {
            if (!hasSeveral && types.isEmpty() && tags.isEmpty()) {
                return Query.all();
            }
            all.add(new QueryItem(types, tags));
            return new Query(all);
        }
    }
}
