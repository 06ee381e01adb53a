package org.annals.recording;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last events of a log that were read, bounded by count and by bytes. For whoever holds the
 * tail's lock.
 */
final class LastEvents {
    static final int MOST = 2 * LogSelection.DEFAULT_LIMIT;
    static final long MOST_BYTES = 8L << 20;

    private final Deque<Notification> events = new ArrayDeque<>();
    private long bytes;
    // Every event above the start and up to the end is here.
    private long start;
    private long end;

    /** Returns up to where the log was read. */
    long end() {
        return end;
    }

    /** Returns whether nothing above a position has been let go. */
    boolean reachBackTo(long position) {
        return position >= start;
    }

    /** Returns the events above a position. */
    List<Notification> after(long position) {
        List<Notification> found = new ArrayList<>();
        for (Notification each : events.reversed()) {
            if (each.position() <= position) {
                break;
            }
            found.add(each);
        }
        return found.reversed();
    }

    /** Leaves out what stands between the end and a position. */
    void skipTo(long position) {
        if (position > end) {
            clear();
            start = position;
            end = position;
        }
    }

    /** Adds a page that was read from the end on, or from before it. */
    void add(LogPage page) {
        for (Notification each : page.notifications()) {
            // F29: the end may have moved on while the page was read.
            if (each.position() > end) {
                events.add(each);
                bytes += length(each);
            }
        }
        end = Math.max(end, page.scannedTo());
        while (events.size() > 1 && (events.size() > MOST || bytes > MOST_BYTES)) {
            Notification first = events.remove();
            bytes -= length(first);
            start = first.position();
        }
    }

    void clear() {
        events.clear();
        bytes = 0;
        start = end;
    }

    private static int length(Notification each) {
        return each.storedEvent().data().length();
    }
}
