package org.annals.recording;

import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects matching events into one page until it is full, and says how far the page reaches. For
 * one thread.
 */
public final class PageCollector {
    private final LogSelection selection;
    private final long maxBytes;
    private final long head;
    private final List<Notification> notifications = new ArrayList<>();
    private long bytes;
    private boolean full;

    /**
     * Begins a page.
     *
     * @param head the position of the last event under the page's snapshot
     */
    public PageCollector(LogSelection selection, Limits limits, long head) {
        this.selection = selection;
        this.maxBytes = limits.pageBytes();
        this.head = head;
        this.full = selection.limit() == 0;
    }

    /** Returns whether no event more fits. */
    public boolean isFull() {
        return full;
    }

    /**
     * Adds the next matching event in the direction of the selection, and returns whether it fit.
     */
    public boolean add(Notification notification) {
        int length = notification.storedEvent().data().length();
        if (full || (!notifications.isEmpty() && bytes + length > maxBytes)) {
            full = true;
            return false;
        }
        notifications.add(notification);
        bytes += length;
        full = notifications.size() == selection.limit();
        return true;
    }

    /** Returns the page. */
    public LogPage page() {
        return new LogPage(notifications, scannedTo(), head);
    }

    private long scannedTo() {
        long end = Math.min(head, selection.upTo());
        return switch (selection.direction()) {
            case FORWARDS -> {
                if (!full) {
                    yield end;
                }
                yield notifications.isEmpty()
                        ? Math.min(selection.after(), end)
                        : notifications.getLast().position();
            }
            case BACKWARDS -> {
                if (!full) {
                    yield Math.min(selection.after(), end);
                }
                yield notifications.isEmpty() ? end : notifications.getLast().position() - 1;
            }
        };
    }
}
