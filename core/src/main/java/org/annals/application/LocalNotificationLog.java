package org.annals.application;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayList;
import java.util.List;

/** The notification log of an application in this process. */
record LocalNotificationLog(LogRecorder recorder, int sectionSize) implements NotificationLog {
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
