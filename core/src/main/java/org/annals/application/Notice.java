package org.annals.application;

import org.annals.domain.EventSourcingException;

import java.time.Duration;
import java.util.UUID;

/** What an application tells whoever operates it. Immutable; never has secrets or events. */
public sealed interface Notice {
    /**
     * An application was opened.
     *
     * @param recorder where and how durably its events are kept
     */
    record Started(String application, String recorder) implements Notice {}

    /**
     * A key in the settings is not known but looks like one that is.
     *
     * @param meant the known key
     */
    record MisspeltSetting(String application, String key, String meant) implements Notice {}

    /**
     * An aggregate or a decision model was rebuilt of so many events that it was slow.
     *
     * @param aggregateId the id, or what a decision model is remembered by: a tag, or a digest
     * @param events those after its snapshot, if it has one
     */
    record LongAggregate(String application, String aggregateId, long events) implements Notice {}

    /** A key has encrypted so much that another should take its place. */
    record KeyWearsOut(String application, String keyId) implements Notice {}

    /**
     * A file of keys has changed and cannot be used, so that the keys read before stay in use.
     *
     * @param problem what is wrong with it
     */
    record KeyFileUnusable(String application, String problem) implements Notice {}

    /**
     * A snapshot could not be taken, or is there and cannot be used. Nothing is lost: the state
     * follows from the events, and that takes longer.
     *
     * @param subject the aggregate's id
     * @param state the class of the state
     * @param problem what is wrong
     */
    record SnapshotFailed(String application, String subject, String state, String problem)
            implements Notice {}

    /**
     * An aggregate could not be kept in the cache, so that it is read from the log each time.
     *
     * @param problem what is wrong
     */
    record NotCached(String application, String aggregateId, String problem) implements Notice {}

    /**
     * A follower could not process an event, and tries again.
     *
     * @param position the event's, or where it goes beyond events that it does not follow
     * @param problem what is wrong
     */
    record FollowerRetries(String follower, String upstream, long position, String problem)
            implements Notice {}

    /**
     * A follower has paused and does nothing more before it is resumed or started again.
     *
     * @param position at what
     * @param problem what is wrong
     */
    record FollowerPaused(String follower, String upstream, long position, String problem)
            implements Notice {}

    /**
     * A follower has parked an event that it could not process, or that comes behind one under the
     * same key.
     *
     * @param problem what is wrong, empty for an event that merely comes behind another
     */
    record EventParked(String follower, String upstream, long position, String key, String problem)
            implements Notice {}

    /**
     * An event that was parked is given up, and never takes effect.
     *
     * @param upstream the name under which the event was parked, which says its partition
     * @param eventId the event's id
     * @param problem what was wrong, empty for an event that merely came behind another
     */
    record EventEvicted(String upstream, long position, String key, UUID eventId, String problem)
            implements Notice {}

    /**
     * A follower cannot reach its upstream, its own database or keys of data subjects, and tries
     * again.
     *
     * @param problem what is wrong
     */
    record FollowerAway(String follower, String upstream, String problem) implements Notice {}

    /**
     * A follower has been processing an event, or a batch, for longer than it should, and still is:
     * a policy may hang. It is told once for each stall, from another thread than that which hangs,
     * and which waits, when it goes on, until this was heard: whoever hears it must not stop a
     * runner.
     *
     * @param position the event's, or the first one's of a batch
     * @param time for how long so far
     */
    record FollowerStalls(String follower, String upstream, long position, Duration time)
            implements Notice {}

    /**
     * A follower goes on that had failed or stalled.
     *
     * @param position how far it has come
     */
    record FollowerGoesOn(String follower, String upstream, long position) implements Notice {}

    /**
     * Timers of an application cannot be looked at, or recorded as elapsed; it is tried again.
     *
     * @param problem what is wrong
     */
    record TimersWait(String application, String problem) implements Notice {}

    /**
     * Returns what may be told of a failure: its message if it is of this library, and else its
     * class, for the messages of others may have content.
     */
    static String problem(Throwable failure) {
        return failure instanceof EventSourcingException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }
}
