package org.annals.application;

import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Subscription;

import java.util.ArrayList;
import java.util.List;

/** The notification log of an application in this process. */
record LocalNotificationLog(LogRecorder recorder, int sectionSize, int pullSize)
        implements NotificationLog {
    @Override
    public LogIdentity identity() {
        return recorder.identity();
    }

    @Override
    public long head() {
        return recorder.head();
    }

    @Override
    public LogPage pull(LogSelection selection) {
        return recorder.readLog(paged(selection));
    }

    @Override
    public Subscription<LogPage> subscribe(LogSelection selection) {
        return recorder.subscribePages(paged(selection));
    }

    private LogSelection paged(LogSelection selection) {
        return selection.limit(selection.limitOr(pullSize));
    }

    @Override
    public LogPage select(LogSelection selection) {
        int limit = selection.limitOr(sectionSize);
        if (limit > sectionSize) {
            throw new IllegalArgumentException(
                    "limit %d is greater than the section size %d".formatted(limit, sectionSize));
        }
        return recorder.readLog(selection.limit(limit));
    }

    @Override
    public Section section(String id) {
        SectionRange range = SectionRange.parse(id);
        int limit = range.limit(sectionSize);
        List<Notification> items = items(LogSelection.all().from(range.first()), limit);
        if (items.isEmpty()) {
            return new Section("", items, "");
        }
        long first = items.getFirst().position();
        long last = items.getLast().position();
        String nextId = items.size() == limit ? (last + 1) + "," + (last + limit) : "";
        return new Section(first + "," + last, items, nextId);
    }

    /** Reads until the limit or the head, for a page of large events may end before either. */
    private List<Notification> items(LogSelection from, int limit) {
        List<Notification> items = new ArrayList<>();
        LogSelection rest = from;
        while (items.size() < limit) {
            LogPage page = recorder.readLog(rest.limit(limit - items.size()));
            items.addAll(page.notifications());
            if (page.scannedTo() >= page.head()) {
                break;
            }
            rest = rest.beyond(page);
        }
        return items;
    }
}
