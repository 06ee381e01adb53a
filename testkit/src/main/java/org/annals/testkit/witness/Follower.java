package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.DELIVERY;

import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

/**
 * One who follows the log from its beginning, and is compared with it event by event. For the one
 * thread of its witness.
 */
public final class Follower {
    private final String name;
    private final Query query;
    private final Violations violations;
    // One of the two is empty: the log and the follower take turns to be ahead.
    private final Queue<Place> expected = new ArrayDeque<>();
    private final Queue<Place> early = new ArrayDeque<>();
    private long last;
    private long count;
    private boolean isAstray;

    // Of the event no more than is needed to tell it from another, as many may wait.
    private record Place(long position, UUID eventId, int content) {
        static Place of(Notification notification) {
            StoredEvent event = notification.storedEvent();
            return new Place(notification.position(), event.id(), event.hashCode());
        }
    }

    Follower(String name, Query query, Violations violations) {
        this.name = name;
        this.query = query;
        this.violations = violations;
    }

    /** Is told that the follower was given an event. */
    public void deliver(Notification given) {
        count++;
        if (given.position() <= last) {
            stray("was given position %d after %d".formatted(given.position(), last));
        } else if (!Prefix.matches(query, given.storedEvent())) {
            stray("was given position %d, which does not match".formatted(given.position()));
        } else if (expected.isEmpty()) {
            early.add(Place.of(given));
        } else {
            compare(expected.remove(), Place.of(given));
        }
        last = given.position();
    }

    void see(Notification seen) {
        if (!Prefix.matches(query, seen.storedEvent())) {
            return;
        }
        if (early.isEmpty()) {
            expected.add(Place.of(seen));
        } else {
            compare(Place.of(seen), early.remove());
        }
    }

    private void compare(Place inLog, Place given) {
        if (inLog.position() < given.position()) {
            stray(
                    "was given position %d, and never %d"
                            .formatted(given.position(), inLog.position()));
        } else if (inLog.position() == given.position()
                && inLog.eventId().equals(given.eventId())
                && inLog.content() != given.content()) {
            stray(
                    "was given position %d with event %s otherwise than the log has it"
                            .formatted(given.position(), given.eventId()));
        } else if (!inLog.equals(given)) {
            stray(
                    "was given position %d with event %s, where the log has %d with %s"
                            .formatted(
                                    given.position(),
                                    given.eventId(),
                                    inLog.position(),
                                    inLog.eventId()));
        }
    }

    // Whoever has lost the thread once is wrong at every step from there on.
    private void stray(String how) {
        if (!isAstray) {
            violations.add(DELIVERY, name + " " + how);
        }
        isAstray = true;
    }

    /** Returns how many events the log is ahead, as far as it was seen. */
    public int backlog() {
        return isAstray ? 0 : expected.size();
    }

    /** Returns how many events were delivered. */
    public long count() {
        return count;
    }

    void finish() {
        if (!expected.isEmpty()) {
            stray(
                    "was never given position %d and %d more that match"
                            .formatted(expected.element().position(), expected.size() - 1));
        }
        if (!early.isEmpty()) {
            stray("was given position %d, beyond the log".formatted(early.element().position()));
        }
    }
}
