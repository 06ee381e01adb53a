package org.annals.memory;

import org.annals.persistence.Notification;

import java.util.Arrays;

/**
 * Notifications by position. One thread at a time adds; others may read up to a head that was
 * {@linkplain Committed committed} before.
 */
final class NotificationList {
    // Volatile, so that whoever sees a larger array sees what was copied into it.
    private volatile Notification[] notifications = new Notification[16];
    private int size;

    void add(Notification notification) {
        Notification[] array = notifications;
        if (size == array.length) {
            array = Arrays.copyOf(array, size * 2);
            notifications = array;
        }
        array[size++] = notification;
    }

    /** Returns the number of notifications, for the thread that adds. */
    int size() {
        return size;
    }

    Notification get(int index) {
        return notifications[index];
    }
}
