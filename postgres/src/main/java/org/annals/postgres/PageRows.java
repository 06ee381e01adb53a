package org.annals.postgres;

import org.annals.persistence.Direction;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.recording.PageCollector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the statement of a {@link PageSql} answers. Immutable.
 *
 * @param found in the order of the selection
 * @param lacksData whether an event was larger than its part of the page, so that this is none
 * @param head of the log, 0 if it is empty
 * @param edge how far events were looked for, if not as far as was asked
 * @param walked how many positions of a tag were looked at, 0 if nobody asked
 */
record PageRows(
        LogSelection selection,
        List<Notification> found,
        boolean lacksData,
        long head,
        OptionalLong edge,
        int walked) {
    // Behind those of an event, and the same in all rows.
    private static final int HEAD = 11;
    private static final int EDGE = 12;
    private static final int WALKED = 13;

    static PageRows read(LogSelection selection, ResultSet row) throws SQLException {
        List<Notification> found = new ArrayList<>();
        boolean lacksData = false;
        long head = 0;
        OptionalLong edge = OptionalLong.empty();
        int walked = 0;
        for (boolean isFirst = true; row.next(); isFirst = false) {
            if (isFirst) {
                head = row.getLong(HEAD);
                walked = row.getInt(WALKED);
                long position = row.getLong(EDGE);
                edge = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
            }
            if (row.getLong(1) == 0) {
                break;
            }
            Notification event = EventRows.readIfWhole(row);
            lacksData |= event == null;
            if (event != null) {
                found.add(event);
            }
        }
        found.sort(order(selection));
        return new PageRows(
                selection, Collections.unmodifiableList(found), lacksData, head, edge, walked);
    }

    private static Comparator<Notification> order(LogSelection selection) {
        Comparator<Notification> rising = Comparator.comparingLong(Notification::position);
        return selection.direction() == Direction.FORWARDS ? rising : rising.reversed();
    }

    /** Returns whether the page has room left for what is beyond its edge. */
    boolean isCut() {
        return edge.isPresent() && found.size() < selection.limit();
    }

    LogPage page(Limits limits) {
        LogSelection walked = selection;
        if (edge.isPresent()) {
            walked = within(walked, edge.getAsLong());
        }
        if (bytes() > limits.pageBytes()) {
            // What follows was left out.
            walked = within(walked, found.getLast().position());
        }
        var page = new PageCollector(walked, limits, head);
        for (Notification each : found) {
            if (isWithin(walked, each) && !page.add(each)) {
                break;
            }
        }
        return page.page();
    }

    private long bytes() {
        return found.stream().mapToLong(each -> each.storedEvent().data().length()).sum();
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
}
