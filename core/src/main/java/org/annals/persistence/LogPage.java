package org.annals.persistence;

import java.util.List;

/**
 * Some events of the log, and how far it was scanned for them, under one snapshot. Immutable.
 *
 * <p>Forwards, the page holds every selected event above the selection's {@code after} and up to
 * {@code scannedTo}; reading on begins after it. Backwards, it holds every selected event above
 * {@code scannedTo} and up to the selection's {@code upTo}; reading on ends there. {@link
 * LogSelection#beyond} says so in code. A page may be shorter than its limit although more is to
 * come: it is bounded in bytes too.
 *
 * @param notifications in the direction of the selection
 * @param scannedTo never beyond the head as the page saw it, nor beyond a bound given, nor past a
 *     selected event that was left out
 * @param head the position of the last event in the log, as the page saw it; 0 if there was none
 */
public record LogPage(List<Notification> notifications, long scannedTo, long head) {
    /** Copies the list. */
    public LogPage {
        notifications = List.copyOf(notifications);
        Positions.requireNotNegative(scannedTo, "scannedTo");
        Positions.requireNotNegative(head, "head");
    }
}
