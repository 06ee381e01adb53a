package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An event of an upstream log that a follower could not process, or that stands behind one of the
 * same key. Immutable. It has no content: whoever tries again reads the event from the upstream, so
 * that what was erased there is not kept here.
 *
 * @param upstream the name of the log that is followed
 * @param key of which events are processed in order, such as an aggregate's id
 * @param position of the event in the upstream log
 * @param eventId the event's id
 * @param type the stored name of the event's type
 * @param problem what went wrong, empty for an event that merely stands behind another; text for
 *     whoever operates the application, without secrets
 * @param attempts how often it was tried
 * @param parkedOn UTC, cut to microseconds
 */
public record ParkedEvent(
        String upstream,
        String key,
        long position,
        UUID eventId,
        String type,
        String problem,
        int attempts,
        Instant parkedOn) {
    /** How long the text of a problem may be, in characters. */
    public static final int PROBLEM_MAX_LENGTH = 2_000;

    private static final String ELLIPSIS = "\u2026";
    private static final char REPLACEMENT = '\ufffd';

    /**
     * @throws IllegalArgumentException if the upstream is blank, the position is below 1, the
     *     number of attempts is negative, some text is too long or cannot be stored, or the time is
     *     too far away to be counted in microseconds
     */
    public ParkedEvent {
        requirePlace(upstream, position);
        Text.requireStorable(key, "key of a parked event");
        requireNonNull(eventId, "eventId");
        Text.requireStorable(type, "event type");
        Text.requireStorable(problem, "problem of a parked event");
        if (problem.length() > PROBLEM_MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "%d characters of a problem are more than %d. Let ParkedEvent.failing cut it."
                            .formatted(problem.length(), PROBLEM_MAX_LENGTH));
        }
        Positions.requireNotNegative(attempts, "attempts");
        parkedOn = parkedOn.truncatedTo(ChronoUnit.MICROS);
        StoredEvent.microsOf(parkedOn);
    }

    /**
     * Returns an event that could not be processed.
     *
     * @param problem what went wrong: cut with an ellipsis if it is too long, and whatever cannot
     *     be stored is replaced
     */
    public static ParkedEvent failing(
            String upstream,
            String key,
            Notification event,
            String problem,
            int attempts,
            Instant parkedOn) {
        return of(upstream, key, event, described(problem), attempts, parkedOn);
    }

    /** Returns an event that waits for one before it of the same key. */
    public static ParkedEvent behind(
            String upstream, String key, Notification event, Instant parkedOn) {
        return of(upstream, key, event, "", 0, parkedOn);
    }

    private static ParkedEvent of(
            String upstream,
            String key,
            Notification event,
            String problem,
            int attempts,
            Instant parkedOn) {
        StoredEvent stored = event.storedEvent();
        return new ParkedEvent(
                upstream,
                key,
                event.position(),
                stored.id(),
                stored.type(),
                problem,
                attempts,
                parkedOn);
    }

    /** Returns whether it could not be processed itself. */
    public boolean isFailing() {
        return !problem.isEmpty();
    }

    private static String described(String problem) {
        if (problem.isBlank()) {
            return "The failure has no message.";
        }
        var text = new StringBuilder();
        problem.codePoints()
                .limit(PROBLEM_MAX_LENGTH + 1L)
                .map(each -> isStorable(each) ? each : REPLACEMENT)
                .forEach(text::appendCodePoint);
        if (text.length() <= PROBLEM_MAX_LENGTH) {
            return text.toString();
        }
        int end = PROBLEM_MAX_LENGTH - ELLIPSIS.length();
        // Not between the halves of one character.
        text.setLength(Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        return text + ELLIPSIS;
    }

    private static boolean isStorable(int codePoint) {
        boolean isHalf =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint != 0 && !isHalf;
    }

    static void requirePlace(String upstream, long position) {
        Tracking.requireUpstream(upstream);
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d of upstream '%s' cannot be parked: positions begin with 1."
                            .formatted(position, upstream));
        }
    }
}
