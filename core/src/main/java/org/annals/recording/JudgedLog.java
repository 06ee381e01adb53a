package org.annals.recording;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a request is judged against: the log as it is while nobody else can append. For the thread
 * that may append.
 */
public interface JudgedLog extends JudgedChanges {
    /** Returns the position of the last event, 0 if there is none. */
    long head();

    /** Returns the position of the event with an id, or empty if none is recorded. */
    OptionalLong positionOf(UUID eventId);

    /** Returns the event at a position that is not beyond the head; its data is not looked at. */
    Notification at(long position);

    /** Returns the last version of an aggregate, 0 if there is none. */
    long lastVersion(String aggregateId);

    /** Returns the recorded place in an upstream log, or null if it was never followed. */
    @Nullable Tracking tracking(String upstream);

    /**
     * Returns the epoch that a lease has begun for an upstream log of which nothing is tracked, 0
     * if there was none. It is asked only where there is no tracking, which has the epoch.
     */
    long epochWithoutTracking(String upstream);

    /** Returns the first position at which an event fails the condition, or empty if none does. */
    OptionalLong firstMatch(FailIfMatching condition);
}
