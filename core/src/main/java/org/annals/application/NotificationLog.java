package org.annals.application;

import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Subscription;

import java.util.List;

/**
 * What others follow an application by: its stored events, in order of position, in pieces.
 *
 * <p>States stay as they are stored, so what is encrypted stays encrypted. Instances may be shared
 * between threads. To read a whole local log in decoded form, {@code events().read(…)} is better.
 * Of a log in another process every method throws {@link
 * org.annals.persistence.RecorderUnavailableException} if it cannot be reached.
 */
public interface NotificationLog {
    /** Returns which log it is: its name, and what its events are bound to. */
    LogIdentity identity();

    /** Returns the position of the last event, 0 if there is none. */
    long head();

    /** Returns the largest number of notifications in a section or a page. */
    int sectionSize();

    /**
     * Returns a page of notifications and how far the log was scanned for them. Where the selection
     * names no limit it is the section size.
     *
     * @throws IllegalArgumentException if the selection's limit is greater than the section size
     */
    LogPage select(LogSelection selection);

    /**
     * Returns the notifications from a position on, that one included, in order.
     *
     * @throws IllegalArgumentException if the limit is greater than the section size, or a number
     *     is negative
     */
    default List<Notification> select(long start, int limit) {
        return select(LogSelection.all().from(start).limit(limit)).notifications();
    }

    /**
     * Returns a section: the notifications from the first position asked for on, at most as many as
     * asked for and as the section size allows.
     *
     * @param id two whole numbers, first and last position, as {@code "1,10"}
     * @throws IllegalArgumentException if the id is anything else
     */
    Section section(String id);

    /**
     * Returns a page for a follower, which no section size bounds. Where the selection names no
     * limit it is the setting {@code PULL_SECTION_SIZE}.
     */
    LogPage pull(LogSelection selection);

    /**
     * Returns a stream of such pages: of what is there, and then of what comes. A page may have no
     * events: then it says only how far the log was scanned.
     *
     * @throws IllegalArgumentException if the limit is 0 or the selection goes backwards
     */
    Subscription<LogPage> subscribe(LogSelection selection);
}
