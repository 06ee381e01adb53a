package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which events of the log to read into one page. Immutable.
 *
 * @param after only positions above this one; 0 for all
 * @param upTo only positions up to this one, included
 * @param query which events are meant
 * @param namedLimit at most so many events in the page; null where no limit is named
 * @param direction rising or falling positions
 */
public record LogSelection(
        long after, long upTo, Query query, @Nullable Integer namedLimit, Direction direction) {
    /** The limit where none is named. */
    public static final int DEFAULT_LIMIT = 500;

    private static final LogSelection ALL =
            new LogSelection(0, Long.MAX_VALUE, Query.all(), null, Direction.FORWARDS);

    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public LogSelection {
        Positions.requireNotNegative(after, "after");
        Positions.requireNotNegative(upTo, "upTo");
        requireNonNull(query, "query");
        if (namedLimit != null) {
            Positions.requireNotNegative(namedLimit, "limit");
        }
        requireNonNull(direction, "direction");
    }

    /** Returns the selection of the whole log from its beginning, 500 events a page. */
    public static LogSelection all() {
        return ALL;
    }

    /** Returns this selection of positions above one. */
    public LogSelection after(long position) {
        return new LogSelection(position, upTo, query, namedLimit, direction);
    }

    /** Returns this selection of positions from one on; 0 and 1 both mean the first. */
    public LogSelection from(long position) {
        Positions.requireNotNegative(position, "from");
        return after(Math.max(0, position - 1));
    }

    /** Returns this selection of positions up to one, included. */
    public LogSelection upTo(long position) {
        return new LogSelection(after, position, query, namedLimit, direction);
    }

    /** Returns this selection of the events that match a query. */
    public LogSelection matching(Query query) {
        return new LogSelection(after, upTo, query, namedLimit, direction);
    }

    /** Returns this selection of at most so many events. */
    public LogSelection limit(int limit) {
        return new LogSelection(after, upTo, query, limit, direction);
    }

    /** Returns how many events a page has at most: {@value #DEFAULT_LIMIT} if no limit is named. */
    public int limit() {
        return limitOr(DEFAULT_LIMIT);
    }

    /** Returns the limit, or another one if none is named. */
    public int limitOr(int otherwise) {
        return namedLimit == null ? otherwise : namedLimit;
    }

    /** Returns this selection from the highest position down. */
    public LogSelection backwards() {
        return new LogSelection(after, upTo, query, namedLimit, Direction.BACKWARDS);
    }

    /** Returns what is left of this selection once a page of it has been read. */
    public LogSelection beyond(LogPage page) {
        return switch (direction) {
            case FORWARDS -> after(Math.max(after, page.scannedTo()));
            case BACKWARDS -> upTo(Math.min(upTo, page.scannedTo()));
        };
    }
}
