package org.annals.testkit.contract;

import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayList;
import java.util.List;

/** Reads on from page to page as the pages themselves say. */
final class FollowedPages {
    private FollowedPages() {}

    /** Returns all pages of a selection, the last being the one that leaves nothing to read. */
    static List<LogPage> of(LogRecorder recorder, LogSelection selection) {
        List<LogPage> pages = new ArrayList<>();
        LogSelection rest = selection;
        while (true) {
            LogPage page = recorder.readLog(rest);
            pages.add(page);
            LogSelection next = rest.beyond(page);
            if (next.equals(rest) || isExhausted(next, page)) {
                return pages;
            }
            rest = next;
        }
    }

    /** Returns what all pages of a selection hold, in order. */
    static List<Notification> notifications(LogRecorder recorder, LogSelection selection) {
        return of(recorder, selection).stream()
                .flatMap(page -> page.notifications().stream())
                .toList();
    }

    private static boolean isExhausted(LogSelection rest, LogPage page) {
        return rest.direction() == Direction.FORWARDS
                ? rest.after() >= Math.min(rest.upTo(), page.head())
                : rest.upTo() <= rest.after();
    }
}
