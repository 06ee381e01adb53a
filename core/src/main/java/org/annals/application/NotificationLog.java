package org.annals.application;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.List;

/**
 * What others follow an application by: its stored events, in order of position, in small pieces.
 *
 * <p>States stay as they are stored, so what is encrypted stays encrypted. Instances may be shared
 * between threads. To read a whole local log in decoded form, {@code events().read(…)} is better.
 */
public interface NotificationLog {
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
}
